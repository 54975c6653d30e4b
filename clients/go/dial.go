package peerster

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

// largestMessage leaves room for reports of large networks.
const largestMessage = 64 << 20

// dial opens a connection. It is used, and fails, with the first call.
func dial(address string) (*grpc.ClientConn, error) {
	// A watch over a cut resumes at once; the library's own pauses grow to two minutes.
	quick := backoff.Config{BaseDelay: 50 * time.Millisecond, Multiplier: 2, Jitter: 0.2, MaxDelay: time.Second}
	connection, err := grpc.NewClient("passthrough:///"+address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: quick, MinConnectTimeout: time.Second}),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(largestMessage)))
	return connection, wrap(err)
}

// addressed names a node and a network behind a port; empty names are left out.
func addressed(ctx context.Context, node, network string) context.Context {
	if node != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "peerster-node", node)
	}
	if network != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "peerster-network", network)
	}
	return ctx
}
