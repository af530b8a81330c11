"""Where everything lies: the engine, the one way to write, keys and encryption, migrations. Knows no rule of the product."""
