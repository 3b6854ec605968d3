#!/bin/sh
# Run once by the image of InfluxDB, after its first start: a bucket for made-up training, apart from the real one.
set -eu
influx bucket create --name beltline-example --org "$DOCKER_INFLUXDB_INIT_ORG" --retention 0
