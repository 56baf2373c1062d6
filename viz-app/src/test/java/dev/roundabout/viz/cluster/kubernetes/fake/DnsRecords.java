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
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
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

  private static final Name ZONE = Name.fromConstantString("cluster.local.");

  private final Typed objects;

  DnsRecords(Typed objects) {
    this.objects = objects;
  }

  Message answer(Message query) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    Record question = query.getQuestion();
    answer.addRecord(question, Section.QUESTION);
    List<InetAddress> ips = service(question.getName()).map(this::ips).orElse(List.of());
    List<Record> found = ips.stream().flatMap(ip -> record(question, ip).stream()).toList();
    found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    if (found.isEmpty()) {
      answer.getHeader().setRcode(ips.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
      answer.addRecord(soa(), Section.AUTHORITY);
    }
    return answer;
  }

  private Optional<Service> service(Name name) {
    String[] labels = name.toString(true).split("\\.");
    boolean ofService = name.subdomain(ZONE) && labels.length == 5 && labels[2].equals("svc");
    return ofService ? objects.get(Service.class, labels[1], labels[0]) : Optional.empty();
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

  private static SOARecord soa() {
    Name host = Name.fromConstantString("ns.dns.cluster.local.");
    Name admin = Name.fromConstantString("hostmaster.cluster.local.");
    return new SOARecord(
        ZONE, DClass.IN, TTL_SECONDS, host, admin, 1, 7_200, 1_800, 86_400, TTL_SECONDS);
  }
}
