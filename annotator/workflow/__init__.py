"""The life of an article in order: project, importing, preannotating, session, adjudicating, measuring, exporting."""
