package peerster

import (
	"context"
	"iter"

	"google.golang.org/grpc"

	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// Search is a search for files of other nodes. It is the node's: it goes on when its context ends, and FollowSearch finds it again.
type Search struct {
	// ID is what FollowSearch and CancelSearch know it by.
	ID     uint32
	stream grpc.ServerStreamingClient[pb.SearchFilesResponse]
	cancel context.CancelFunc
	ended  *pb.SearchEnded
}

// Search begins a search for files whose names contain one of the keywords. The budget is how many nodes it may reach; 0: it widens by
// itself until there are two full matches.
func (n *Node) Search(ctx context.Context, budget uint64, keywords ...string) (*Search, error) {
	return n.search(ctx, &pb.SearchFilesRequest{Keywords: keywords, Budget: budget})
}

// FollowSearch tells of a search of this node from its first match on.
func (n *Node) FollowSearch(ctx context.Context, id uint32) (*Search, error) {
	return n.search(ctx, &pb.SearchFilesRequest{SearchId: id})
}

// CancelSearch ends a search.
func (n *Node) CancelSearch(ctx context.Context, id uint32) error {
	_, err := n.RPC.CancelSearch(n.Context(ctx), &pb.CancelSearchRequest{SearchId: id})
	return wrap(err)
}

// Matches yields each file as it is found, and again where other chunks of it turn up, until the search is over. Once. On an emulated
// network time passes meanwhile.
func (s *Search) Matches() iter.Seq2[*pb.SearchMatch, error] {
	return func(yield func(*pb.SearchMatch, error) bool) {
		defer s.cancel()
		for response, err := range received(s.stream) {
			if err != nil {
				yield(nil, err)
				return
			}
			if ended := response.GetEnded(); ended != nil {
				s.ended = ended
			}
			if match := response.GetMatch(); match != nil && !yield(match, nil) {
				return
			}
		}
	}
}

// Ended tells how the search came out once Matches has yielded all of them; nil before that.
func (s *Search) Ended() *pb.SearchEnded { return s.ended }

func (n *Node) search(ctx context.Context, request *pb.SearchFilesRequest) (*Search, error) {
	ctx, cancel := context.WithCancel(n.Context(ctx))
	stream, err := n.RPC.SearchFiles(ctx, request)
	first, err := firstOf(stream, err)
	if err != nil {
		cancel()
		return nil, err
	}
	return &Search{ID: first.GetStarted().GetSearchId(), stream: stream, cancel: cancel}, nil
}
