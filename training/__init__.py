"""How the built-in pipeline `en_news_sm` is trained: from the openly licensed sets to the folder in the package."""
