package main

// Faults that submissions of students have. Each is planted where its name stands in these sources: faulty("name").
var mutants = []string{
	"status-tells-the-last-id",
	"no-acknowledgement",
	"ids-start-at-0",
	"relays-under-its-own-name",
	"stores-out-of-order",
	"no-anti-entropy",
	"anti-entropy-only-once",
	"no-timeout",
	"acknowledged-rumors-time-out",
	"one-acknowledgement-a-status",
	"coin-always-tails",
	"coin-always-heads",
	"sends-back-to-the-sender",
	"answers-every-status",
	"never-asks-for-what-it-lacks",
	"overlooks-what-a-status-does-not-name",
	"sends-the-newest-first",
	"does-not-learn-peers",
	"sends-from-another-port",
	"hop-limit-stays",
	"hop-limit-wraps",
	"private-for-itself-goes-on",
	"older-rumor-sets-the-route",
	"route-rumor-takes-no-id",
	"relay-address-stays",
	"simple-goes-back-to-the-sender",
	"own-simple-goes-round",
	"simple-mode-gossips",
	"restarts-at-1",
	"last-text-wins",
	"crashes-at-a-malformed-datagram",
	"two-messages-in-one-packet",
	"zeros-are-left-out",
	"fields-in-another-order",
	"peers-with-blanks",
	"rumor-from-its-origin",
	"old-rumors-are-not-printed",
	"statuses-are-not-printed",
	"route-rumors-print-dsdv",
	"metahash-of-the-file",
	"ends-with-an-empty-chunk",
	"answers-with-nothing",
	"takes-any-data",
	"search-budget-stays",
	"search-copies-go-on",
	"chunks-count-from-0",
	"chunk-map-in-pieces",
	"matches-whole-names",
	"finds-are-printed-again",
}

// mutant names the one planted fault; empty: none.
var mutant string

func faulty(name string) bool { return mutant == name }

func isMutant(name string) bool {
	for _, one := range mutants {
		if one == name {
			return true
		}
	}
	return name == ""
}
