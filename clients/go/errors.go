package peerster

import (
	"errors"
	"fmt"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Error is what every call fails with.
type Error struct {
	// Code is the canonical gRPC code.
	Code codes.Code
	// Reason is the node's own, such as TEXT_TOO_LONG or UNKNOWN_NODE (docs/api.md has the list); empty where no node answered.
	Reason string
	// Message says what is wrong and what to do about it.
	Message string
	// Facts are what a program may want to know, such as "missing" of TIMED_OUT.
	Facts map[string]string
}

func (e *Error) Error() string {
	reason := e.Reason
	if reason == "" {
		reason = e.Code.String()
	}
	return fmt.Sprintf("%s: %s", reason, e.Message)
}

// ReasonOf returns the reason of an error of this package, and "" for any other.
func ReasonOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

// isCut reports whether this is what a broken connection or a node that stops looks like, and not an answer.
func (e *Error) isCut() bool {
	switch e.Code {
	case codes.Unavailable, codes.Unknown, codes.Internal, codes.Canceled:
		return true
	}
	return false
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return toError(err)
}

func toError(err error) *Error {
	s := status.Convert(err)
	e := &Error{Code: s.Code(), Message: s.Message()}
	for _, detail := range s.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok && info.Domain == "peerster" {
			e.Reason, e.Facts = info.Reason, info.Metadata
		}
	}
	return e
}
