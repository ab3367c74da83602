"""Files and what they hold: the native record, plain articles, the schema, foreign formats."""
