"""Places, agencies and policies: bundled facts with their origin, each replaceable."""
