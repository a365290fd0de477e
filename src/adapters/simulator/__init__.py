"""A district that lives: invented plants whose people and instruments use the real doors."""
