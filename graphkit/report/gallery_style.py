"""The style of the page that shows the files of a directory: light and dark, phone and paper."""

from __future__ import annotations

STYLE = """
:root{--ground:#fff;--ink:#22262b;--soft:#565d66;--line:#d8dce1;--card:#f6f7f8;--link:#00507f}
@media (prefers-color-scheme:dark){
:root{--ground:#15181d;--ink:#eef0f3;--soft:#a9afb8;--line:#3a4049;--card:#1d2127;--link:#9fcbe8}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
header,main{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:clamp(1.5rem,5vw,2.3rem);line-height:1.2;margin:0 0 .75rem}
h2{font-size:1.4rem;margin:2.75rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}
header p{max-width:62rem;margin:0 0 1.25rem;overflow-wrap:anywhere}
.said,.about,.files,dt{color:var(--soft)}
.said{margin:0 0 1rem}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:4px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:0 0 1.25rem}
dl div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:.75rem 1rem;
background:var(--card);border:1px solid var(--line);border-radius:10px}
dt{font-size:.85rem;line-height:1.35}
dd{margin:0;font-size:1.7rem;font-weight:650;line-height:1.3}
nav{display:flex;flex-wrap:wrap;gap:1.25rem}
nav a{display:inline-block;padding:.35rem 0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:1.25rem;
margin:1rem 0}
figure{margin:0;display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);
border-radius:10px;overflow:hidden}
.picture{display:flex;align-items:center;justify-content:center;height:20rem;background:#fff;
border-bottom:1px solid var(--line)}
.picture:focus-visible{outline-offset:-4px}
.picture:has(source){background:var(--ground)}
.picture picture{display:flex;width:100%;height:100%}
.picture img{width:100%;height:100%;object-fit:contain;padding:.5rem}
figcaption{padding:.75rem 1rem 1rem;overflow-wrap:anywhere}
.about,.files{display:block;font-size:.88rem;margin-top:.15rem}
.files a{display:inline-block;margin-right:.75rem;padding:.15rem 0}
.rows{list-style:none;margin:0;padding:0;overflow-wrap:anywhere}
.rows li{padding:.6rem 0;border-bottom:1px solid var(--line)}
.rows li>a{font-weight:600}
.explore li{border:0}
.explore li>a{display:inline-block;padding:.6rem 1.2rem;border:2px solid var(--link);border-radius:8px}
main{padding-bottom:4rem}
@media print{
:root{--ground:#fff;--ink:#000;--soft:#444;--line:#bbb;--card:#fff;--link:#000}
nav{display:none}
figure,li,dl div{break-inside:avoid}
.cards{grid-template-columns:1fr 1fr}}
"""
