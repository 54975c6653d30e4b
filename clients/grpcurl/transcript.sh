#!/bin/sh
# The transcript of clients/README.md by hand: nothing here has seen a file of ours, grpcurl asks the server what there is to call.
#
#   peerster network serve &
#   ADDRESS=127.0.0.1:10100 ENGINE=processes sh transcript.sh
#
# GRPCURL: the program (grpcurl). ADDRESS: the port of `peerster network serve`, which has no network (127.0.0.1:10100). ENGINE: emulated,
# local or processes (emulated). Ends with 0 if everything holds that the transcript says, else with 1 and what did not.
set -u
GRPCURL=${GRPCURL:-grpcurl}
ADDRESS=${ADDRESS:-127.0.0.1:10100}
ENGINE=NETWORK_ENGINE_$(echo "${ENGINE:-emulated}" | tr '[:lower:]' '[:upper:]')
METAHASH=1804cd34f9d6cc735b70b634786f9d5a42243d0da1ecd5f1e681d718a370899e
FOLDER=$(mktemp -d)
WATCHES=
trap 'for watch in $WATCHES; do kill "$watch"; done 2>/dev/null; rm -rf "$FOLDER"' EXIT
trap 'exit 1' INT TERM

# network METHOD [REQUEST] and node NAME METHOD [REQUEST]: a call, answered in one line.
network() { "$GRPCURL" -plaintext -d "${2:-}" "$ADDRESS" "peerster.v1.NetworkService/$1" 2>&1 | one_line; }
node() { "$GRPCURL" -plaintext -H "peerster-node: $1" -d "${3:-}" "$ADDRESS" "peerster.v1.NodeService/$2" 2>&1 | one_line; }
one_line() { sed -e 's/^ *//' -e 's/": /":/' | tr -d '\n'; }

# holds STEP ANSWER PATTERN…: each basic regular expression is found in the answer.
holds() {
  step=$1 answer=$2
  shift 2
  for pattern; do
    printf '%s' "$answer" | grep -q -- "$pattern" && continue
    echo "step $step: no $pattern in $answer" >&2
    exit 1
  done
}

# is STEP ANSWER EXPECTED
is() { [ "$2" = "$3" ] || { echo "step $1: $2 is not $3" >&2; exit 1; }; }

# field NAME ANSWER: the first value of a field.
field() { printf '%s' "$2" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

# count PATTERN ANSWER: how often it is there.
count() { printf '%s' "$2" | grep -o -- "$1" | wc -l | tr -d ' '; }

# watch FILE NODE [REQUEST]: follows a node in the background, and returns once the subscription stands.
watch() {
  "$GRPCURL" -plaintext -H "peerster-node: $2" -d "${3:-}" "$ADDRESS" peerster.v1.NodeService/WatchRumors >"$FOLDER/$1" 2>&1 &
  WATCHES="$WATCHES $!"
  told "$1" '"subscribed"'
}

# told FILE PATTERN: waits until a watch has told something.
told() {
  tries=0
  until grep -q -- "$2" "$FOLDER/$1" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || { echo "no $2 in what the watch told: $(cat "$FOLDER/$1")" >&2; exit 1; }
    sleep 0.1
  done
}

step_1_create() {
  network CreateNetwork '{"engine": "'"$ENGINE"'", "seed": 7, "topology": {"name": "line", "nodes": 5}, "keepLines": 2000,
    "settings": {"antiEntropy": 1000, "searchPatience": 300}}' >/dev/null
  answer=$(network GetNetwork)
  for name in n1 n2 n3 n4 n5; do holds 1 "$answer" "\"name\":\"$name\",\"state\":\"NODE_STATE_UP\""; done
  holds 1 "$answer" '"links":\[{"a":"n1","b":"n2"},{"a":"n2","b":"n3"},{"a":"n3","b":"n4"},{"a":"n4","b":"n5"}\]'
}

step_2_add_a_peer() {
  address=$(field gossipAddress "$(node n5 GetNode)")
  holds 2 "$(node n3 AddPeer '{"address": "'"$address"'"}')" "\"address\":\"$address\",\"configured\":true"
  answer=$(node n3 ListPeers)
  holds 2 "$answer" "\"address\":\"$address\""
  is 2 "$(count '"address"' "$answer")" 3
}

steps_3_and_4_send_watch_resume() {
  watch first n5
  holds 3 "$(node n1 SendMessage '{"text": "hello"}')" '"origin":"n1","id":1,'
  node n5 AwaitRumors '{"origins": [{"origin": "n1", "nextId": 2}]}' >/dev/null
  told first '"text": "hello"'
  kill $!
  # The last `next` that came is where to go on from.
  next=$(one_line <"$FOLDER/first" | sed 's/.*"next":\({[^}]*}\).*/\1/')
  holds 4 "$(node n1 SendMessage '{"text": "while cut"}')" '"id":2,'
  node n5 AwaitRumors '{"origins": [{"origin": "n1", "nextId": 3}]}' >/dev/null
  watch second n5 '{"position": '"$next"'}'
  told second '"text": "while cut"'
  is 4 "$(grep -c '"text"' "$FOLDER/second")" 1
}

steps_5_and_6_await() {
  holds 5 "$(node n5 SendMessage '{"text": "hello back"}')" '"id":1,'
  converged 5 3 2
  is 5 "$(vector "$(node n1 GetStatus)")" 'n1 3 n5 2'
  holds 6 "$(node n1 AwaitRumors '{"origins": [{"origin": "n9", "nextId": 2}], "timeout": "0.1s"}')" \
    'Code: DeadlineExceeded' '"reason":"TIMED_OUT"' '"missingOrigins":"1"'
}

# converged STEP N1 N5: all agree on these next ids.
converged() { is "$1" "$(vector "$(network AwaitConverged '{"timeout": "60s"}')")" "n1 $2 n5 $3"; }

# vector ANSWER: its entries, by name.
vector() { printf '%s' "$1" | grep -o '"origin":"[^"]*","nextId":[0-9]*' | sed 's/"origin":"\(.*\)","nextId":/\1 /' | sort | tr '\n' ' ' | sed 's/ $//'; }

steps_7_to_9_private_message() {
  peer=$(field address "$(node n1 ListPeers)")
  answer=$(node n1 ListRoutes)
  holds 7 "$answer" "\"destination\":\"n5\",\"nextHop\":\"$peer\""
  is 7 "$(count '"destination"' "$answer")" 1
  watch private n5 '{"filter": {"kind": "MESSAGE_KIND_PRIVATE"}}'
  is 8 "$(count '"id"' "$(node n1 SendMessage '{"text": "for you alone", "destination": "n5"}')")" 0
  network Advance '{"duration": "0.1s"}' >/dev/null
  told private '"text": "for you alone"'
  is 8 "$(count '"text":"for you alone"' "$(node n5 ListMessages '{"filter": {"conversation": "n1"}}')")" 1
  is 8 "$(count '"text"' "$(node n3 ListMessages '{"filter": {"kind": "MESSAGE_KIND_PRIVATE"}}')")" 0
  holds 9 "$(node n1 SendMessage '{"text": "for nobody", "destination": "n9"}')" 'Code: NotFound' '"reason":"NO_ROUTE"'
}

step_10_share() {
  # The byte at place i is i mod 251: these 251 again and again.
  bytes=$(awk 'BEGIN { for (i = 0; i < 251; i++) printf "\\%03o", i }')
  round=0
  while [ $round -lt 80 ]; do
    printf "$bytes"
    round=$((round + 1))
  done | head -c 20000 >"$FOLDER/notes.txt"
  answer=$({ echo '{"name": "notes.txt"}'; echo '{"data": "'"$(base64 <"$FOLDER/notes.txt" | tr -d '\n')"'"}'; } |
    "$GRPCURL" -plaintext -H 'peerster-node: n5' -d @ "$ADDRESS" peerster.v1.NodeService/ShareFile 2>&1 | one_line)
  file='"name":"notes.txt","metahash":"'$METAHASH'","size":"20000","chunkCount":"3","chunksHad":"3"'
  holds 10 "$answer" "$file"
  holds 10 "$(node n5 ListFiles)" "\"files\":\[{$file}\]"
}

step_11_search() {
  answer=$(node n1 SearchFiles '{"keywords": ["notes"], "budget": 16}')
  holds 11 "$answer" "\"fileName\":\"notes.txt\",\"metahash\":\"$METAHASH\",\"node\":\"n5\",\"chunks\":\[1,2,3\],\"chunkCount\":\"3\"" \
    '"ended":{"verdict":"SEARCH_VERDICT_EXHAUSTED","fullMatches":1}'
  is 11 "$(count '"match"' "$answer")" 1
}

step_12_download() {
  holds 12 "$(node n1 DownloadFile '{"metahash": "'$METAHASH'", "name": "copy.txt"}')" \
    '^{"started"' '"file":{"name":"copy.txt",.*"size":"20000","chunkCount":"3","chunksHad":"3"}'
  node n1 ReadFile '{"metahash": "'$METAHASH'"}' | grep -o '"data":"[^"]*"' | cut -d '"' -f 4 |
    while read -r piece; do echo "$piece" | base64 -d; done | cmp - "$FOLDER/notes.txt" || exit 1
  answer=$(node n1 ListFiles)
  holds 12 "$answer" '"name":"copy.txt"'
  is 12 "$(count '"metahash"' "$answer")" 1
}

steps_13_and_14_partition() {
  network AddFaults '{"faults": [{"id": "cut", "partition": {}, "selection": {"groups": [{"names": ["n1..n2"]}, {"all": true}]}}]}' >/dev/null
  answer=$(network ListFaults)
  holds 13 "$answer" '"id":"cut"'
  is 13 "$(count '"id"' "$answer")" 1
  holds 14 "$(node n1 SendMessage '{"text": "left"}')" '"id":3,'
  holds 14 "$(node n5 SendMessage '{"text": "right"}')" '"id":2,'
  run_until_held '["n1..n2"]' '{"origin": "n1", "nextId": 4}'
  run_until_held '["n3..n5"]' '{"origin": "n5", "nextId": 3}'
  network Advance '{"duration": "0.5s"}' >/dev/null
  is 14 "$(vector "$(node n3 GetStatus)")" 'n1 3 n5 3'
}

run_until_held() {
  holds 14 "$(network RunUntil '{"vector": {"nodes": {"names": '"$1"'}, "origins": ['"$2"']}, "limit": "60s"}')" '"held":true'
}

steps_15_and_16_explain() {
  answer=$(network Explain '{"rumor": {"origin": "n1", "id": 3, "node": "n5"}}')
  holds 15 "$answer" '"node":"n5","origin":"n1","first":3,"last":3,"holders":\["n[12]","n[12]"\]' '"kind":"HINDRANCE_KIND_CUT"' '"fault":"cut"'
  is 15 "$(count '"converged"' "$answer") $(count '"holders"' "$answer")" '0 1'
  answer=$(network Explain)
  holds 16 "$answer" '"totalLacks":"5"'
  is 16 "$(count '"converged"' "$answer")" 0
}

step_17_heal() {
  is 17 "$(network HealFaults '{"ids": ["cut"]}')" '{"ids":["cut"]}'
  is 17 "$(network ListFaults)" '{}'
  converged 17 4 3
  holds 17 "$(network Explain)" '"converged":true'
}

steps_18_to_20_crash_and_restart() {
  watch beginning n4 '{"beginning": true}'
  for text in hello 'while cut' 'hello back' left right; do told beginning "\"text\": \"$text\""; done
  next=$(one_line <"$FOLDER/beginning" | sed 's/.*"next":\({[^}]*}\).*/\1/')
  network CrashNodes '{"nodes": {"names": ["n4"]}}' >/dev/null
  holds 19 "$(node n4 GetNode)" 'Code: Unavailable' '"reason":"CLOSED"'
  holds 19 "$(network ListNodes)" '"name":"n4","state":"NODE_STATE_DOWN"'
  holds 19 "$(node n1 SendMessage '{"text": "without n4"}')" '"id":4,'
  node n5 AwaitRumors '{"origins": [{"origin": "n1", "nextId": 5}]}' >/dev/null
  network RestartNodes '{"nodes": {"names": ["n4"]}, "memory": "NODE_MEMORY_LOST"}' >/dev/null
  node n4 AwaitRumors '{"origins": [{"origin": "n1", "nextId": 5}, {"origin": "n5", "nextId": 3}]}' >/dev/null
  # Its log is another one, which is read from its beginning. What was told before has ids up to 3 of n1 and 2 of n5: a client drops it.
  watch again n4 '{"position": '"$next"'}'
  told again '"restarted": true'
  told again '"text": "without n4"'
  is 20 "$(one_line <"$FOLDER/again" | grep -o '"origin":"n1","id":[4-9]\|"origin":"n5","id":[3-9]')" '"origin":"n1","id":4'
  is 20 "$(count '"text"' "$(node n4 ListMessages '{"filter": {"kind": "MESSAGE_KIND_RUMOR"}}')")" 6
  converged 20 5 3
}

step_21_lines() {
  holds 21 "$(network ListLines '{"node": "n5"}')" '"CLIENT MESSAGE hello back"' '"PRIVATE origin n1 hop-limit [0-9]* contents for you alone"'
  is 21 "$(network ListLines '{"node": "n5", "limit": 2}' | grep -o '","' | wc -l | tr -d ' ')" 1
}

step_22_errors() {
  holds 22 "$(node n9 GetNode)" 'Code: NotFound' '"reason":"UNKNOWN_NODE"'
  long=$(head -c 8193 /dev/zero | tr '\0' x)
  holds 22 "$(node n1 SendMessage '{"text": "'"$long"'"}')" 'Code: InvalidArgument' '"reason":"TEXT_TOO_LONG"' '"limit":"8192"'
}

step_23_report() { holds 23 "$(network GetReport)" "\"seed\":\"7\",\"engine\":\"$ENGINE\"" '"nodes":5,"rumors":"6"'; }

step_24_delete() {
  network DeleteNetwork >/dev/null
  is 24 "$(network ListNetworks)" '{}'
}

step_1_create
step_2_add_a_peer
steps_3_and_4_send_watch_resume
steps_5_and_6_await
steps_7_to_9_private_message
step_10_share
step_11_search
step_12_download
steps_13_and_14_partition
steps_15_and_16_explain
step_17_heal
steps_18_to_20_crash_and_restart
step_21_lines
step_22_errors
step_23_report
step_24_delete
echo 'everything holds'
