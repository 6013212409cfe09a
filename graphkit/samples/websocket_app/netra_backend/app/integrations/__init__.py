"""What other systems connect through; submodules load when their names are asked for."""

import sys
from typing import TYPE_CHECKING

from netra_backend.app.core.lazy import _LazyModule

_import_structure = {
    "factory_bridge": ["get_websocket_manager_factory"],
    "webhooks": ["Webhook"],
}

if TYPE_CHECKING:
    from netra_backend.app.integrations.factory_bridge import get_websocket_manager_factory
    from netra_backend.app.integrations.webhooks import Webhook
else:
    sys.modules[__name__] = _LazyModule(__name__, __file__, _import_structure, module_spec=__spec__)
