"""How connections behave."""

OPTIONS = (
    # A watch over a cut resumes at once; the library's own pauses grow to two minutes.
    ("grpc.initial_reconnect_backoff_ms", 50),
    # How long one attempt may take, whatever its name says: a busy machine needs more than the pause between two.
    ("grpc.min_reconnect_backoff_ms", 10_000),
    ("grpc.max_reconnect_backoff_ms", 1_000),
    ("grpc.max_receive_message_length", 64 << 20),
)
