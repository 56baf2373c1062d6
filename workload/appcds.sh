#!/usr/bin/env sh
# Builds the image with an archive of its classes (AppCDS), so that pods start faster. Only the Java inside the image can
# write an archive that it will read, so the image is built, run once, and built again. Needs Docker.
# Arguments go to Maven: workload/appcds.sh -Pimage writes the tar as well.
set -eu
cd "$(dirname "$0")/.."
extra=$PWD/workload/target/appcds

mvn -q -ntp -pl workload -am -DskipTests package -Pimage-docker "$@"

# The container's own command line (jvmFlags in pom.xml; the JVM compares), but for a command that ends by itself, and
# with a pod's heap: one of 32 GB or more, the default on a big machine, has longer pointers, and no pod would read that.
image=$(cat workload/target/jib-image.id)
container=$(docker create --entrypoint java "$image" -XX:ArchiveClassesAtExit=/tmp/workload.jsa -Xlog:cds=error \
  -Xmx100m -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp @/app/jib-classpath-file dev.roundabout.workload.Main rehearse)
trap 'docker rm "$container" >/dev/null' EXIT
docker start --attach "$container"
mkdir -p "$extra/app/cds"
docker cp "$container:/tmp/workload.jsa" "$extra/app/cds/workload.jsa"
chmod 644 "$extra/app/cds/workload.jsa"

mvn -q -ntp -pl workload -am -DskipTests package -Pimage-docker -Dappcds="$extra" "$@"
