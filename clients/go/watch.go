package peerster

import (
	"context"
	"errors"
	"iter"
	"time"

	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

const (
	firstPause   = 50 * time.Millisecond
	longestPause = time.Second
)

// Watch follows a node's messages across cuts and restarts of the node, each exactly once and in the order of its log.
type Watch struct {
	node   *Node
	ctx    context.Context
	cancel context.CancelFunc
	next   *pb.WatchRumorsRequest
	stream pb.NodeService_WatchRumorsClient
	seen   *seen
	pause  time.Duration
}

// WatchOption says where a watch begins and what it is about.
type WatchOption func(*pb.WatchRumorsRequest)

// FromBeginning begins with the oldest message that the node keeps. Without it a watch begins with what comes after it.
func FromBeginning() WatchOption {
	return func(r *pb.WatchRumorsRequest) { r.Start = &pb.WatchRumorsRequest_Beginning{Beginning: true} }
}

// FromPosition begins at a position, e.g. that of a SendMessageResponse.
func FromPosition(position *pb.Position) WatchOption {
	return func(r *pb.WatchRumorsRequest) { r.Start = &pb.WatchRumorsRequest_Position{Position: position} }
}

// Filtered leaves out what the filter does not let pass.
func Filtered(filter *pb.MessageFilter) WatchOption {
	return func(r *pb.WatchRumorsRequest) { r.Filter = filter }
}

// Watch subscribes. The subscription stands when this returns: whatever is accepted from then on will come. It ends with its context.
func (n *Node) Watch(ctx context.Context, options ...WatchOption) (*Watch, error) {
	request := &pb.WatchRumorsRequest{Start: &pb.WatchRumorsRequest_Now{Now: true}}
	for _, option := range options {
		option(request)
	}
	ctx, cancel := context.WithCancel(ctx)
	watch := &Watch{node: n, ctx: ctx, cancel: cancel, next: request, seen: newSeen(), pause: firstPause}
	_, late := request.Start.(*pb.WatchRumorsRequest_Beginning)
	if err := watch.subscribe(!late); err != nil {
		cancel()
		return nil, err
	}
	return watch, nil
}

// Close ends the watch.
func (w *Watch) Close() { w.cancel() }

// All yields messages until the watch is closed or its context ends, which is no error. An error ends it.
func (w *Watch) All() iter.Seq2[*pb.Message, error] {
	return func(yield func(*pb.Message, error) bool) {
		for w.ctx.Err() == nil {
			response, err := w.stream.Recv()
			if err != nil {
				if err := w.resume(err); err != nil {
					yield(nil, err)
					return
				}
				continue
			}
			for _, message := range w.read(response) {
				if !yield(message, nil) {
					return
				}
			}
		}
	}
}

// subscribe begins at the next position. Whoever begins late has "seen" what the node held before: a restarted node will tell it all again.
func (w *Watch) subscribe(late bool) error {
	ctx := w.node.Context(w.ctx)
	stream, err := w.node.RPC.WatchRumors(ctx, w.next)
	if err != nil {
		return wrap(err)
	}
	first, err := stream.Recv()
	if err != nil {
		return wrap(err)
	}
	if first.GetSubscribed().GetRestarted() {
		w.seen.restart()
	}
	if late {
		held, err := w.node.RPC.GetStatus(ctx, &pb.GetStatusRequest{})
		if err != nil {
			return wrap(err)
		}
		w.seen.before(held.Origins)
	}
	w.stream = stream
	w.read(first)
	return nil
}

// read returns the messages of a response that are new, after having noted where to resume.
func (w *Watch) read(response *pb.WatchRumorsResponse) []*pb.Message {
	var fresh []*pb.Message
	for _, message := range response.GetMessages().GetMessages() {
		if w.seen.add(message) {
			fresh = append(fresh, message)
		}
	}
	if response.Next != nil {
		w.next.Start = &pb.WatchRumorsRequest_Position{Position: response.Next}
	}
	if len(fresh) > 0 {
		w.pause = firstPause
	}
	return fresh
}

// resume subscribes again after a cut, as often as it takes; nil once it has, or once the context has ended.
func (w *Watch) resume(cause error) error {
	for failure := wrap(cause); failure != nil; failure = w.subscribe(false) {
		var e *Error
		if w.ctx.Err() != nil {
			return nil
		}
		if errors.As(failure, &e) && !e.isCut() {
			return failure
		}
		select {
		case <-w.ctx.Done():
			return nil
		case <-time.After(w.pause):
			w.pause = min(2*w.pause, longestPause)
		}
	}
	return nil
}
