"""台账表: the books as tables for another office, with what it takes to check them."""
