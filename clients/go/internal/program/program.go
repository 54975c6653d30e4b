// Package program starts Peerster's program.
package program

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// programVariable names Peerster's program, an executable or its dist/peerster.cjs.
	programVariable = "PEERSTER_PROGRAM"
	keptLines       = 200
	readyTimeout    = 20 * time.Second
	stopTimeout     = 5 * time.Second
)

// Process is a running program, in a folder of its own that goes with it. It ends by Stop, and when the process that started it is gone,
// however that one ended.
type Process struct {
	command *exec.Cmd
	stdin   io.Closer
	folder  string
	ready   chan map[string]any
	ended   chan struct{}
	mutex   sync.Mutex
	lines   []string
}

// Start runs the program until its ready line, which it returns too.
func Start(ctx context.Context, argv ...string) (*Process, map[string]any, error) {
	program, err := find()
	if err != nil {
		return nil, nil, err
	}
	folder, err := os.MkdirTemp("", "peerster-")
	if err != nil {
		return nil, nil, err
	}
	command := exec.Command(program[0], append(program[1:], argv...)...)
	command.Dir = folder
	p := &Process{command: command, folder: folder, ready: make(chan map[string]any, 1), ended: make(chan struct{})}
	if err := p.run(); err != nil {
		_ = os.RemoveAll(folder)
		return nil, nil, fmt.Errorf("%s does not start: %w", program[0], err)
	}
	select {
	case ready := <-p.ready:
		return p, ready, nil
	case <-p.ended:
	case <-ctx.Done():
	case <-time.After(readyTimeout):
	}
	p.Stop()
	return nil, nil, fmt.Errorf("the program did not get ready; it said:\n%s", p.Said())
}

func (p *Process) run() error {
	stdin, err := p.command.StdinPipe()
	if err != nil {
		return err
	}
	output, writer := io.Pipe()
	p.stdin = stdin
	p.command.Stdout, p.command.Stderr = writer, writer
	p.command.Env = append(os.Environ(), "PEERSTER_UNTIL_CLOSED=1")
	// A group of its own, so that Ctrl-C in a terminal reaches the test only, which then ends it in order.
	p.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.command.Start(); err != nil {
		return err
	}
	go p.read(output)
	go func() {
		_ = p.command.Wait()
		_ = writer.Close()
		_ = os.RemoveAll(p.folder)
		close(p.ended)
	}()
	return nil
}

func (p *Process) read(output io.Reader) {
	for scanner := bufio.NewScanner(output); scanner.Scan(); {
		line := scanner.Text()
		var ready map[string]any
		if strings.HasPrefix(line, `{"ready":true`) && json.Unmarshal([]byte(line), &ready) == nil {
			p.ready <- ready
			continue
		}
		p.mutex.Lock()
		p.lines = append(p.lines, line)
		p.lines = p.lines[max(0, len(p.lines)-keptLines):]
		p.mutex.Unlock()
	}
}

// Said are the last lines that it has written.
func (p *Process) Said() string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return strings.Join(p.lines, "\n")
}

// Stop ends it as Ctrl-C does, and by force if that takes too long.
func (p *Process) Stop() {
	_ = syscall.Kill(-p.command.Process.Pid, syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(stopTimeout):
		p.Kill()
	}
	_ = p.stdin.Close()
}

// Kill ends it at once, as a crash does.
func (p *Process) Kill() {
	_ = syscall.Kill(-p.command.Process.Pid, syscall.SIGKILL)
	<-p.ended
}

// find tells how to start Peerster: as $PEERSTER_PROGRAM says, as it lies in the repository around the working folder, or as on the PATH.
func find() ([]string, error) {
	if named := os.Getenv(programVariable); named != "" {
		path, err := filepath.Abs(named)
		return runnable(path), err
	}
	folder, err := os.Getwd()
	for ; err == nil && folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		if path := filepath.Join(folder, "dist", "peerster.cjs"); exists(path) {
			return runnable(path), nil
		}
	}
	if path, err := exec.LookPath("peerster"); err == nil {
		return []string{path}, nil
	}
	return nil, errors.New("there is no peerster on the PATH: install it, or set " + programVariable + " to its dist/peerster.cjs")
}

func runnable(path string) []string {
	if strings.HasSuffix(path, ".cjs") {
		return []string{"node", path}
	}
	return []string{path}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
