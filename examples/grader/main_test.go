package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/peerster/peerster/clients/go"
	"github.com/peerster/peerster/clients/go/peerstertest"
)

func TestOurNodePassesOnEveryEngine(t *testing.T) {
	for _, engine := range []string{"emulated", "local", "processes"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			request := peerster.Topology("ring", 10)
			request.Engine = must(peerster.Engine(engine))
			if wrong := grade(context.Background(), peerstertest.StartNetwork(t, request), time.Minute); len(wrong) > 0 {
				t.Fatal(wrong)
			}
		})
	}
}

func TestANodeThatGetsNothingIsToldWithWhy(t *testing.T) {
	t.Parallel()
	ctx, network := context.Background(), peerstertest.StartNetwork(t, peerster.Topology("ring", 10))
	cut := must(network.Partition(ctx, "n3"))
	wrong := strings.Join(grade(ctx, network, time.Minute), "\n")
	if !strings.Contains(wrong, "n3") || !strings.Contains(wrong, cut) {
		t.Fatalf("it says %q", wrong)
	}
}

const submission = "../../test/foreign/go-node"

func TestASubmissionPassesUnlessTheMachineIsNotFitToSaySo(t *testing.T) {
	t.Parallel()
	if status, said := graded(t, "", "-submission", submission); said != "PASS\n" && status != 3 {
		t.Fatalf("status %d: %s", status, said)
	}
}

func TestASubmissionThatTellsIdsFrom0NeverPassesAndIsToldTheSentenceThatItBreaks(t *testing.T) {
	t.Parallel()
	status, said := graded(t, "ids-start-at-0", "-submission", submission, "-within", "2")
	// On a machine that is too busy its client may not even reach the node, which then sends nothing.
	isTold := strings.Contains(said, " (G1 of docs/protocol.md)\n") || strings.Contains(said, "client")
	if status != 3 && (status != 1 || !isTold) {
		t.Fatalf("status %d: %s", status, said)
	}
}

func TestASubmissionThatDoesNotBuildFailsWithWhatTheBuildSaid(t *testing.T) {
	t.Parallel()
	if status, said := graded(t, "", "-submission", t.TempDir()); status != 1 || !strings.HasPrefix(said, "FAIL\n") || !strings.Contains(said, "go build") {
		t.Fatalf("status %d: %s", status, said)
	}
}

// graded runs the program, with a fault planted into the submission.
func graded(t *testing.T, mutant string, argv ...string) (status int, said string) {
	command := exec.Command(grader, argv...)
	command.Env = append(os.Environ(), "GO_NODE_MUTANT="+mutant, "GRADE=yes")
	out, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return command.ProcessState.ExitCode(), string(out)
}

// grader is this very program of tests, which is the grader where it is told so.
var grader = must(os.Executable())

func TestMain(m *testing.M) {
	if os.Getenv("GRADE") != "" {
		main()
	}
	os.Exit(m.Run())
}
