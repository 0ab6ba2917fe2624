"""What bin/bench runs inside Odoo: a large institution grown from a seed, and its figures."""
