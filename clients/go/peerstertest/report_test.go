package peerstertest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go/peerstertest"
	pb "github.com/peerster/peerster/clients/go/peersterv1"
)

// failing is a test that has failed: what it logs is kept, and what it leaves to be cleaned up is done at its end.
type failing struct {
	testing.TB
	logged   strings.Builder
	cleanups []func()
}

func (f *failing) Failed() bool                { return true }
func (f *failing) Cleanup(cleanup func())      { f.cleanups = append(f.cleanups, cleanup) }
func (f *failing) Logf(form string, of ...any) { fmt.Fprintf(&f.logged, form+"\n", of...) }

func (f *failing) end() string {
	for _, cleanup := range slices.Backward(f.cleanups) {
		cleanup()
	}
	return f.logged.String()
}

func TestAFailingTestTellsTheLastLinesWhatIsLackingAndTheSeed(t *testing.T) {
	t.Parallel()
	failed, seed, ctx := &failing{TB: t}, uint64(7), context.Background()
	request := peerstertest.Topology("line", 2)
	request.Engine, request.Seed = pb.NetworkEngine_NETWORK_ENGINE_EMULATED, &seed
	network := peerstertest.StartNetwork(failed, request)
	if _, err := network.Partition(ctx, "n1"); err != nil {
		t.Fatal(err)
	}
	if _, err := network.Node("n1").Send(ctx, "hello"); err != nil {
		t.Fatal(err)
	}
	logged := failed.end()
	for _, part := range []string{"n1 printed last:\n", "\nCLIENT MESSAGE hello\n", "what is lacking:\nn2 lacks rumor 1 of n1", "-peerster.seed=7"} {
		if !strings.Contains(logged, part) {
			t.Errorf("it does not say %q but\n%s", part, logged)
		}
	}
}

func TestANodeThatDoesNotStartSaysWhy(t *testing.T) {
	t.Parallel()
	failed := &stopped{failing: failing{TB: t}}
	func() {
		defer func() { _ = recover() }()
		peerstertest.StartNode(failed, "alice", "-set=nonsense")
	}()
	failed.end()
	if !strings.Contains(failed.why, "-set has") {
		t.Fatalf("it says %q", failed.why)
	}
}

// stopped is a test that ends with its first failure, and says why.
type stopped struct {
	failing
	why string
}

func (s *stopped) Fatal(of ...any) { s.Fatalf("%v", of...) }

func (s *stopped) Fatalf(form string, of ...any) {
	s.why = fmt.Sprintf(form, of...)
	panic(s.why)
}

func TestAFactThatDoesNotComeFailsTheTest(t *testing.T) {
	t.Parallel()
	failed, asked := &stopped{failing: failing{TB: t}}, 0
	peerstertest.Eventually(failed, time.Minute, func() bool { asked++; return asked == 3 })
	func() {
		defer func() { _ = recover() }()
		peerstertest.Eventually(failed, time.Millisecond, func() bool { return false })
	}()
	if asked != 3 || failed.why != "it does not hold after 1ms" {
		t.Fatalf("asked %d times; it says %q", asked, failed.why)
	}
}
