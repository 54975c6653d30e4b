package main

import (
	"encoding/binary"
	"errors"
)

// The encoding of protobuf, as far as Peerster needs it: numbers, byte strings and messages. Every field is written, also a zero, and
// in ascending order, as the course's codec (dedis/protobuf) does.

const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

var errMalformed = errors.New("malformed")

type writer struct{ bytes []byte }

func (w *writer) number(field int, value uint64) {
	if value == 0 && faulty("zeros-are-left-out") {
		return
	}
	w.bytes = binary.AppendUvarint(w.bytes, uint64(field)<<3|wireVarint)
	w.bytes = binary.AppendUvarint(w.bytes, value)
}

func (w *writer) varint(value uint64) { w.bytes = binary.AppendUvarint(w.bytes, value) }

func (w *writer) block(field int, value []byte) {
	w.bytes = binary.AppendUvarint(w.bytes, uint64(field)<<3|wireBytes)
	w.bytes = binary.AppendUvarint(w.bytes, uint64(len(value)))
	w.bytes = append(w.bytes, value...)
}

func (w *writer) text(field int, value string) { w.block(field, []byte(value)) }

func (w *writer) message(field int, fill func(*writer)) {
	inner := &writer{}
	fill(inner)
	w.block(field, inner.bytes)
}

// field is one field as it came. `bytes` lies in the datagram.
type field struct {
	number int
	wire   int
	value  uint64
	bytes  []byte
}

// fieldsOf reads all fields of a message. Fields of wire types 1 and 5 come with neither value nor bytes.
func fieldsOf(bytes []byte) ([]field, error) {
	var fields []field
	for len(bytes) > 0 {
		tag, n := binary.Uvarint(bytes)
		if n <= 0 || tag>>3 == 0 || tag>>3 > 1<<29 {
			return nil, errMalformed
		}
		one := field{number: int(tag >> 3), wire: int(tag & 7)}
		used, err := one.read(bytes[n:])
		if err != nil {
			return nil, err
		}
		fields = append(fields, one)
		bytes = bytes[n+used:]
	}
	return fields, nil
}

func (f *field) read(bytes []byte) (int, error) {
	switch f.wire {
	case wireVarint:
		value, n := binary.Uvarint(bytes)
		f.value = value
		return atLeast(n, 1, n)
	case wireFixed64:
		return atLeast(len(bytes), 8, 8)
	case wireFixed32:
		return atLeast(len(bytes), 4, 4)
	case wireBytes:
		length, n := binary.Uvarint(bytes)
		if n <= 0 || length > uint64(len(bytes)-n) {
			return 0, errMalformed
		}
		f.bytes = bytes[n : n+int(length)]
		return n + int(length), nil
	}
	return 0, errMalformed
}

func atLeast(have, need, used int) (int, error) {
	if have < need {
		return 0, errMalformed
	}
	return used, nil
}

// decoding gathers what goes wrong while the fields of one message are taken.
type decoding struct{ failed bool }

func (d *decoding) each(bytes []byte, take func(field)) {
	fields, err := fieldsOf(bytes)
	if err != nil {
		d.failed = true
		return
	}
	for _, one := range fields {
		take(one)
	}
}

func (d *decoding) number(f field) uint64 {
	if f.wire != wireVarint {
		d.failed = true
	}
	return f.value
}

func (d *decoding) small(f field) uint32 {
	value := d.number(f)
	if value > 1<<32-1 {
		d.failed = true
	}
	return uint32(value)
}

func (d *decoding) block(f field) []byte {
	if f.wire != wireBytes {
		d.failed = true
	}
	return f.bytes
}

func (d *decoding) text(f field) string { return string(d.block(f)) }

// numbers reads a list, packed or not.
func (d *decoding) numbers(f field) []uint64 {
	if f.wire == wireVarint {
		return []uint64{f.value}
	}
	var values []uint64
	for bytes := d.block(f); len(bytes) > 0; {
		value, n := binary.Uvarint(bytes)
		if n <= 0 {
			d.failed = true
			return nil
		}
		values = append(values, value)
		bytes = bytes[n:]
	}
	return values
}
