package peerster

import (
	"context"
	"iter"

	"google.golang.org/grpc"

	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// Download is a file on its way. It is the node's: it goes on when its context ends, and the same call follows it.
type Download struct {
	stream grpc.ServerStreamingClient[pb.DownloadFileResponse]
	cancel context.CancelFunc
	file   *pb.File
}

// Download gets a file by its metahash into the node's downloads folder, under a name, from these nodes or, without any, from whoever a
// search of this node found.
func (n *Node) Download(ctx context.Context, metahash, name string, sources ...string) (*Download, error) {
	ctx, cancel := context.WithCancel(n.Context(ctx))
	stream, err := n.RPC.DownloadFile(ctx, &pb.DownloadFileRequest{Metahash: metahash, Name: name, Sources: sources})
	if _, err := firstOf(stream, err); err != nil {
		cancel()
		return nil, err
	}
	return &Download{stream: stream, cancel: cancel}, nil
}

// CancelDownload ends a download; chunks that came are kept.
func (n *Node) CancelDownload(ctx context.Context, metahash string) error {
	_, err := n.RPC.CancelDownload(n.Context(ctx), &pb.CancelDownloadRequest{Metahash: metahash})
	return wrap(err)
}

// Progress yields, some four times a second, how far it is, until the file is there. Once. On an emulated network time passes meanwhile.
func (d *Download) Progress() iter.Seq2[*pb.DownloadProgress, error] {
	return func(yield func(*pb.DownloadProgress, error) bool) {
		defer d.cancel()
		for response, err := range received(d.stream) {
			if err != nil {
				yield(nil, err)
				return
			}
			if file := response.GetFile(); file != nil {
				d.file = file
			}
			if progress := response.GetProgress(); progress != nil && !yield(progress, nil) {
				return
			}
		}
	}
}

// Wait returns the file once it is there.
func (d *Download) Wait() (*pb.File, error) {
	for _, err := range d.Progress() {
		if err != nil {
			return nil, err
		}
	}
	return d.file, nil
}
