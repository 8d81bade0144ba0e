#!/usr/bin/env bash
# A throwaway S3 store for the contract of IBlobStore: one Ceph monitor, one object store in memory and its S3 gateway, on loopback only.
# usage: s3-store.sh start FOLDER    prints the settings that tests read, one NAME=VALUE a line
#        s3-store.sh stop FOLDER
set -euo pipefail

folder="${2:?usage: s3-store.sh start|stop FOLDER}"
bucket=medagg-test
access=MEDAGGTEST
secret=medagg-test-secret

free_port() {
  local port
  while :; do
    port=$(shuf -i 20000-45000 -n 1)
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

stop() {
  local file process try
  for file in "$folder"/*.pid; do
    [ -f "$file" ] || continue
    process=$(cat "$file")
    kill "$process" 2>/dev/null || continue
    for try in $(seq 30); do
      [ -d "/proc/$process" ] && [ "$(cut -d' ' -f3 "/proc/$process/stat" 2>/dev/null)" != Z ] || continue 2
      sleep 0.1
    done
    kill -KILL "$process" 2>/dev/null || true # nothing in it is worth keeping
  done
  rm -rf "$folder"
}

configure() { # configure ID MONITOR-PORT GATEWAY-PORT
  cat >"$folder/ceph.conf" <<CONF
[global]
fsid = $1
mon_host = v1:127.0.0.1:$2
mon_initial_members = a
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv6 = false
run_dir = $folder
admin_socket = $folder/\$name.asok
log_file = $folder/\$name.log
pid_file = $folder/\$name.pid
mon_data = $folder/mon
mon_data_avail_crit = 1
mon_data_avail_warn = 1
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 2000
mon_warn_on_pool_no_redundancy = false
osd_data = $folder/osd
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
[client.rgw]
keyring = $folder/keyring
rgw_frontends = beast endpoint=127.0.0.1:$3
CONF
}

start() {
  local id osd number gateway monitor try
  mkdir -p "$folder/mon" "$folder/osd"
  id=$(cat /proc/sys/kernel/random/uuid)
  osd=$(cat /proc/sys/kernel/random/uuid)
  monitor=$(free_port)
  gateway=$(free_port)
  configure "$id" "$monitor" "$gateway"
  cd "$folder"
  export CEPH_CONF="$folder/ceph.conf"
  ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
  monmaptool --create --addv a "[v1:127.0.0.1:$monitor]" --fsid "$id" monmap
  ceph-mon --mkfs -i a --monmap monmap --keyring keyring
  ceph-mon -i a
  number=$(ceph --connect-timeout 20 osd new "$osd")
  ceph-osd -i "$number" --mkfs --osd-uuid "$osd"
  ceph-osd -i "$number"
  ceph --connect-timeout 20 osd crush add "osd.$number" 1.0 host=localhost root=default
  radosgw -n client.rgw
  for try in $(seq 200); do
    curl -s -o /dev/null "http://127.0.0.1:$gateway/" && break
    sleep 0.3
  done
  radosgw-admin -n client.rgw user create --uid=medagg --display-name=medagg --access-key="$access" --secret="$secret"
  curl -fsS -X PUT --user "$access:$secret" --aws-sigv4 aws:amz:us-east-1:s3 -H "x-amz-content-sha256: $(printf '' | sha256sum | cut -d' ' -f1)" "http://127.0.0.1:$gateway/$bucket"
  {
    echo "MEDAGG_S3_ENDPOINT=http://127.0.0.1:$gateway"
    echo "MEDAGG_S3_BUCKET=$bucket"
    echo "MEDAGG_S3_ACCESS_KEY=$access"
    echo "MEDAGG_S3_SECRET_KEY=$secret"
  } >settings
}

case "${1:-}" in
  start)
    # As a process of its own: a step that fails ends it, and the servers keep no output of the caller open.
    "$0" run "$folder" >"$folder.log" 2>&1 </dev/null || { tail -n 5 "$folder.log" >&2; stop; exit 1; }
    cat "$folder/settings" ;;
  run) start ;;
  stop) stop; rm -f "$folder.log" ;;
  *) echo "usage: s3-store.sh start|stop FOLDER" >&2; exit 2 ;;
esac
