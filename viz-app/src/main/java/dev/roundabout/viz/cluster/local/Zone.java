package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;

/**
 * The records of {@code cluster.local}, by the Kubernetes DNS-Based Service Discovery specification
 * 1.0.1: a headless Service without a ready endpoint has no name. An endpoint's host name is its IP
 * with dashes, as CoreDNS forms it. Immutable.
 */
final class Zone {
  static final Name ORIGIN = Name.fromConstantString("cluster.local.");

  private static final String GRPC = "_grpc._tcp.";

  private final long ttl;
  private final Map<Name, List<Record>> records = new HashMap<>();

  /**
   * @param ready endpoints of the headless Service
   * @param clusterIp where the ClusterIP Service listens
   */
  Zone(ClusterInfo info, List<Address> ready, Address clusterIp, Duration ttl) {
    this.ttl = ttl.toSeconds();
    add(soa());
    Name headless = name(info.headlessName());
    ready.forEach(endpoint -> addEndpoint(headless, endpoint));
    Name service = name(info.clusterIpName());
    add(a(service, clusterIp));
    add(srv(service, clusterIp.port(), service));
  }

  private void addEndpoint(Name headless, Address endpoint) {
    add(a(headless, endpoint));
    Name host = name(endpoint.ip().replace('.', '-') + "." + headless);
    add(a(host, endpoint));
    add(srv(headless, endpoint.port(), host));
  }

  private void add(Record record) {
    records.computeIfAbsent(record.getName(), name -> new ArrayList<>()).add(record);
  }

  private ARecord a(Name name, Address address) {
    return new ARecord(name, DClass.IN, ttl, inet(address));
  }

  private static InetAddress inet(Address address) {
    try {
      return InetAddress.getByName(address.ip()); // never asks a resolver for an IP in text form
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(address + " is no IP address", impossible);
    }
  }

  private SRVRecord srv(Name service, int port, Name target) {
    return new SRVRecord(name(GRPC + service), DClass.IN, ttl, 0, 100, port, target);
  }

  private static Name name(String text) {
    return Name.fromConstantString(text.endsWith(".") ? text : text + ".");
  }

  /** The record that says for how long a "no" may be kept: for the zone's TTL. */
  SOARecord soa() {
    Name host = name("ns.dns." + ORIGIN);
    Name admin = name("hostmaster." + ORIGIN);
    return new SOARecord(ORIGIN, DClass.IN, ttl, host, admin, 1, 7_200, 1_800, 86_400, ttl);
  }

  /** Whether the name has records, or a name below it has. */
  boolean exists(Name name) {
    return records.containsKey(name)
        || records.keySet().stream().anyMatch(known -> known.subdomain(name));
  }

  /** The records of a name and type, in the order of the endpoints. */
  List<Record> find(Name name, int type) {
    return records.getOrDefault(name, List.of()).stream()
        .filter(record -> record.getType() == type)
        .toList();
  }
}
