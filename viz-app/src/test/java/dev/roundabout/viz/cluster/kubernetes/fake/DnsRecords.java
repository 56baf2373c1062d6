package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The names of Services, by the Kubernetes DNS-Based Service Discovery specification 1.0.1, read
 * from the objects at each query: a headless Service has the addresses of its ready endpoints, and
 * no name without one. Any thread.
 */
final class DnsRecords {
  static final long TTL_SECONDS = 30;

  private final Typed objects;
  private volatile Name zone = Name.fromConstantString("cluster.local.");

  DnsRecords(Typed objects) {
    this.objects = objects;
  }

  /** What every name ends in from now on. */
  void zone(String domain) {
    zone = Name.fromConstantString(domain + ".");
  }

  Message answer(Message query) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    Record question = query.getQuestion();
    answer.addRecord(question, Section.QUESTION);
    List<InetAddress> ips = service(question.getName()).map(this::ips).orElse(List.of());
    List<Record> found =
        question.getType() == Type.PTR
            ? names(question)
            : ips.stream().flatMap(ip -> record(question, ip).stream()).toList();
    found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    if (found.isEmpty()) {
      answer.getHeader().setRcode(ips.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
      answer.addRecord(soa(), Section.AUTHORITY);
    }
    return answer;
  }

  private Optional<Service> service(Name name) {
    String[] labels = name.toString(true).split("\\.");
    int own = name.labels() - zone.labels();
    boolean ofService = name.subdomain(zone) && own == 3 && labels[2].equals("svc");
    return ofService ? objects.get(Service.class, labels[1], labels[0]) : Optional.empty();
  }

  /** The Services whose ClusterIP it is, as CoreDNS answers. */
  private List<Record> names(Record question) {
    return objects.list(Service.class).stream()
        .filter(service -> !"None".equals(service.getSpec().getClusterIP()))
        .filter(service -> ips(service).stream().anyMatch(ip -> isOf(question.getName(), ip)))
        .<Record>map(
            service ->
                new PTRRecord(question.getName(), DClass.IN, TTL_SECONDS, name(service, zone)))
        .toList();
  }

  private static boolean isOf(Name reverse, InetAddress ip) {
    return reverse.equals(ReverseMap.fromAddress(ip));
  }

  private static Name name(Service service, Name zone) {
    return Name.fromConstantString(
        service.getMetadata().getName()
            + "."
            + service.getMetadata().getNamespace()
            + ".svc."
            + zone);
  }

  private List<InetAddress> ips(Service service) {
    if (!"None".equals(service.getSpec().getClusterIP())) {
      return service.getSpec().getClusterIPs().stream().map(DnsRecords::inet).toList();
    }
    String name = service.getMetadata().getName();
    return objects.list(EndpointSlice.class).stream()
        .filter(slice -> sameNamespace(slice, service))
        .filter(
            slice ->
                name.equals(
                    slice.getMetadata().getLabels().get(EndpointSliceController.SERVICE_LABEL)))
        .flatMap(slice -> slice.getEndpoints().stream())
        .flatMap(DnsRecords::ready)
        .distinct()
        .map(DnsRecords::inet)
        .toList();
  }

  private static boolean sameNamespace(EndpointSlice slice, Service service) {
    return slice.getMetadata().getNamespace().equals(service.getMetadata().getNamespace());
  }

  private static Stream<String> ready(Endpoint endpoint) {
    return endpoint.getConditions().getReady() ? endpoint.getAddresses().stream() : Stream.empty();
  }

  private static InetAddress inet(String ip) {
    try {
      return InetAddress.getByName(ip); // never asks a resolver for an IP in text form
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static Optional<Record> record(Record question, InetAddress ip) {
    boolean v4 = ip.getAddress().length == 4;
    if (question.getType() == Type.A && v4) {
      return Optional.of(new ARecord(question.getName(), DClass.IN, TTL_SECONDS, ip));
    }
    if (question.getType() == Type.AAAA && !v4) {
      return Optional.of(new AAAARecord(question.getName(), DClass.IN, TTL_SECONDS, ip));
    }
    return Optional.empty();
  }

  private SOARecord soa() {
    Name host = Name.fromConstantString("ns.dns." + zone);
    Name admin = Name.fromConstantString("hostmaster." + zone);
    return new SOARecord(
        zone, DClass.IN, TTL_SECONDS, host, admin, 1, 7_200, 1_800, 86_400, TTL_SECONDS);
  }
}
