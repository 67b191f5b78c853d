"""The settings of a site, a page for each topic."""
