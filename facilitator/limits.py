"""How often one address may ask for what could be guessed. Addresses are counted in memory and kept nowhere."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy="moving-window")
