package peerster

import (
	"bytes"
	"context"
	"errors"
	"io"

	"google.golang.org/grpc"

	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// pieceSize is how much of a file goes into one request: gRPC refuses messages above 4 MiB.
const pieceSize = 256 << 10

// Share shares what is read, under a name: others find it by that and get it by its metahash. An error of the reader is returned as it is,
// and then nothing is shared.
func (n *Node) Share(ctx context.Context, name string, content io.Reader) (*pb.File, error) {
	ctx, cancel := context.WithCancel(n.Context(ctx))
	defer cancel()
	stream, err := n.RPC.ShareFile(ctx)
	if err != nil {
		return nil, wrap(err)
	}
	if err = stream.Send(&pb.ShareFileRequest{Content: &pb.ShareFileRequest_Name{Name: name}}); err == nil {
		_, err = io.CopyBuffer(sharing{stream}, struct{ io.Reader }{content}, make([]byte, pieceSize))
	}
	return shared(stream, err)
}

// sharing writes pieces of a file into a call.
type sharing struct {
	stream grpc.ClientStreamingClient[pb.ShareFileRequest, pb.ShareFileResponse]
}

func (s sharing) Write(piece []byte) (int, error) {
	// What was sent must not change afterwards, and the piece is filled again.
	return len(piece), s.stream.Send(&pb.ShareFileRequest{Content: &pb.ShareFileRequest_Data{Data: bytes.Clone(piece)}})
}

// SharePath shares a file that lies under the node's own shared folder.
func (n *Node) SharePath(ctx context.Context, path string) (*pb.File, error) {
	stream, err := n.RPC.ShareFile(n.Context(ctx))
	if err != nil {
		return nil, wrap(err)
	}
	return shared(stream, stream.Send(&pb.ShareFileRequest{Content: &pb.ShareFileRequest_Path{Path: path}}))
}

// shared is the answer, unless sending failed. EOF is the reader's end, or a refusal of which the answer tells.
func shared(stream grpc.ClientStreamingClient[pb.ShareFileRequest, pb.ShareFileResponse], err error) (*pb.File, error) {
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	answer, err := stream.CloseAndRecv()
	return answer.GetFile(), wrap(err)
}

// Files lists what the node shares, gets and has got.
func (n *Node) Files(ctx context.Context) ([]*pb.File, error) {
	list, err := n.RPC.ListFiles(n.Context(ctx), &pb.ListFilesRequest{})
	return list.GetFiles(), wrap(err)
}

// ReadFile writes the bytes of a file that the node has. An error of the writer is returned as it is.
func (n *Node) ReadFile(ctx context.Context, metahash string, to io.Writer) error {
	ctx, cancel := context.WithCancel(n.Context(ctx))
	defer cancel()
	stream, err := n.RPC.ReadFile(ctx, &pb.ReadFileRequest{Metahash: metahash})
	if err != nil {
		return wrap(err)
	}
	for response, err := range received(stream) {
		if err != nil {
			return err
		}
		if _, err := to.Write(response.Data); err != nil {
			return err
		}
	}
	return nil
}
