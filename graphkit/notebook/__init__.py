"""How results show themselves in IPython and Jupyter."""
