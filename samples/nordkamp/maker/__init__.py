"""Makes the Nordkamp sample: one invented world, and every file a client would send of it."""
