"""Other frameworks' retrieval, beside ours: the same model, the same questions."""
