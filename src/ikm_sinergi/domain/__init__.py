"""The terms, entities and tables of the domain, and what their fields may hold."""
