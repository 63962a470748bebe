"""From rows to records: cells, entities, faults, and the container that holds them."""
