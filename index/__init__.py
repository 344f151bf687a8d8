"""Passages, their embeddings, the store they lie in, and the retriever that finds them."""
