package peerster_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func TestAFileOfManyPiecesIsSharedListedAndRead(t *testing.T) {
	t.Parallel()
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	content := bytes.Repeat([]byte("0123456789abcdef"), 40_000)
	file := must(node.Share(ctx, "long.bin", bytes.NewReader(content)))(t)
	if file.Name != "long.bin" || file.Size != uint64(len(content)) {
		t.Fatalf("shared %v", file)
	}
	if files := must(node.Files(ctx))(t); len(files) != 1 || files[0].Metahash != file.Metahash {
		t.Fatalf("listed %v", files)
	}
	var read bytes.Buffer
	check(t, node.ReadFile(ctx, file.Metahash, &read))
	if !bytes.Equal(read.Bytes(), content) {
		t.Fatalf("read %d bytes of %d", read.Len(), len(content))
	}
}

func TestWhatANodeRefusesToShareIsAnErrorWithItsReason(t *testing.T) {
	t.Parallel()
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	if _, err := node.Share(ctx, "empty", strings.NewReader("")); peerster.ReasonOf(err) != "INVALID_FILE" {
		t.Fatalf("got %v", err)
	}
	// Whoever is refused in the middle is done then: there is no end.
	if _, err := node.Share(ctx, "..", endless{}); peerster.ReasonOf(err) != "INVALID_FILE" {
		t.Fatalf("got %v", err)
	}
	if _, err := node.SharePath(ctx, "nothing"); peerster.ReasonOf(err) != "UNKNOWN_FILE" {
		t.Fatalf("got %v", err)
	}
}

func TestAReaderThatFailsSharesNothing(t *testing.T) {
	t.Parallel()
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	broken := errors.New("the disk is gone")
	content := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken))
	if _, err := node.Share(ctx, "half.txt", content); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if files := must(node.Files(ctx))(t); len(files) != 0 {
		t.Fatalf("listed %v", files)
	}
}

func TestANodeThatNobodyKnowsTheWayToIsAnError(t *testing.T) {
	t.Parallel()
	ctx, node := soon(t), peerstertest.StartNode(t, "alice")
	if _, err := node.SendPrivate(ctx, "bob", "hello"); peerster.ReasonOf(err) != "NO_ROUTE" {
		t.Fatalf("got %v", err)
	}
	if _, err := node.Download(ctx, strings.Repeat("ab", 32), "x"); peerster.ReasonOf(err) != "NO_SOURCE" {
		t.Fatalf("got %v", err)
	}
	if _, err := node.FollowSearch(ctx, 7); peerster.ReasonOf(err) != "UNKNOWN_SEARCH" {
		t.Fatalf("got %v", err)
	}
}

// endless is a file without an end: whoever shares it is done only when it is refused.
type endless struct{}

func (endless) Read(into []byte) (int, error) { return len(into), nil }
