"""The science of adsorption, a source per module."""
