"""In which order the product asks, decides and writes down."""
