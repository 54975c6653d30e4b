package peerster

import (
	"errors"
	"io"
	"iter"

	"google.golang.org/grpc"
)

// firstOf returns the first response of a call that has just been made.
func firstOf[T any](stream grpc.ServerStreamingClient[T], err error) (*T, error) {
	if err != nil {
		return nil, wrap(err)
	}
	first, err := stream.Recv()
	return first, wrap(err)
}

// received yields what comes until the stream ends, which is no error.
func received[T any](stream grpc.ServerStreamingClient[T]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for {
			response, err := stream.Recv()
			if errors.Is(err, io.EOF) || !yield(response, wrap(err)) || err != nil {
				return
			}
		}
	}
}
