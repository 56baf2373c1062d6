package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.pasted.PastedLine;
import dev.roundabout.viz.model.pasted.Shell;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final Permission SCALE =
      Permissions.of("update", "deployments/scale", Where.TARGET).orElseThrow();

  private final Faults faults =
      new Faults(new Origin("prod", "asked for", "prod", "https://k8s.example:6443"));

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }

  private static KubernetesClientException unanswered(Throwable cause) {
    return new KubernetesClientException("An error has occurred.", new IOException(cause));
  }

  private static Throwable untrusted() {
    SSLHandshakeException failure = new SSLHandshakeException("PKIX path building failed");
    failure.initCause(new CertificateException("unable to find valid certification path"));
    return failure;
  }

  /** As behind a load balancer or a tunnel whose far end is gone. */
  @Test
  void aHandshakeThatEndsIsNoMatterOfTheAuthority() {
    assertThat(
            faults.words(
                unanswered(new SSLHandshakeException("Remote host terminated the handshake"))))
        .contains("is the cluster running", "kubectl --context=prod version")
        .doesNotContain("certificate-authority");
  }

  @Test
  void everyFaultNamesItsCauseAndTheNextStep() {
    Map<Throwable, String[]> words =
        Map.of(
            answer(401, "Unauthorized"),
                new String[] {"prod", "credentials", "Log in again", "--context=prod"},
            answer(404, "namespaces \"x\" not found"),
                new String[] {
                  "namespaces \"x\" not found", "kubectl --context=prod create namespace x"
                },
            answer(409, "the object has been modified"), new String[] {"modified", "try again"},
            answer(
                    403,
                    "pods \"a\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2"),
                new String[] {"exceeded quota: q", "raise the quota", "resourcequota"},
            answer(403, "pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\""),
                new String[] {"admission", "PodSecurity"},
            unanswered(new ConnectException("Connection refused")),
                new String[] {"nothing listens", "k8s.example", "start the cluster"},
            unanswered(new HttpTimeoutException("request timed out")),
                new String[] {"does not answer", "kubectl --context=prod version"},
            unanswered(new UnknownHostException("k8s.example")),
                new String[] {"not known here", "VPN"},
            unanswered(unresolved()), new String[] {"not known here", "VPN"},
            unanswered(untrusted()),
                new String[] {"TLS", "valid certification path", "certificate-authority"});
    words.forEach((fault, expected) -> assertThat(faults.words(fault)).contains(expected));
  }

  /** Whoever wrote the kubeconfig chose the name; the line ends the message, to be copied whole. */
  @Test
  void aLineToCopyNamesTheContextAndRunsNothingElse() {
    Faults hostile =
        new Faults(new Origin("x", "asked for", "it's;`touch x`", "https://k8s.example:6443"));
    String context = "kubectl --context='it'\\''s;`touch x`' ";
    assertThat(hostile.words(answer(401, "Unauthorized"))).endsWith(": " + context + "get pods");
    assertThat(hostile.words(answer(404, "namespaces \"y\" not found")))
        .endsWith(": " + context + "create namespace y");
    assertThat(hostile.words(unanswered(new HttpTimeoutException("late"))))
        .endsWith(": " + context + "version");
    assertThat(hostile.withNextStep("exceeded quota: q"))
        .endsWith(": " + context + "describe resourcequota --all-namespaces");
    assertThat(SCALE.missing("shop", new PastedLine(Shell.POSIX, "it's;`touch x`")).grant())
        .startsWith(context + "-n shop create role ")
        .contains(" && " + context + "-n shop create rolebinding ")
        .endsWith(" --user=<YOU>");
  }

  /** As the JDK's HTTP client tells of a name that it cannot resolve. */
  private static ConnectException unresolved() {
    ConnectException refused = new ConnectException();
    refused.initCause(new UnresolvedAddressException());
    return refused;
  }

  @Test
  void rbacIsNamedAsTheApiNamedItWithTheLineThatGrantsIt() {
    MissingPermission missing =
        faults
            .missing(
                answer(
                    403,
                    "deployments.apps \"server\" is forbidden: User \"ann@example.org\" cannot"
                        + " update resource \"deployments/scale\" in API group \"apps\" in the"
                        + " namespace \"shop\""),
                SCALE)
            .orElseThrow();
    assertThat(missing.verb()).isEqualTo("update");
    assertThat(missing.resource()).isEqualTo("deployments/scale");
    assertThat(missing.namespace()).isEqualTo("shop");
    assertThat(missing.lost()).isEqualTo(SCALE.lost());
    assertThat(missing.grant())
        .isEqualTo(
            "kubectl --context=prod -n shop create role roundabout-get-update-deployments-scale"
                + " --verb=get,update"
                + " --resource=deployments.apps/scale && kubectl --context=prod -n shop create"
                + " rolebinding roundabout-get-update-deployments-scale"
                + " --role=roundabout-get-update-deployments-scale --user=ann@example.org");
  }

  /** Deploying the demo begins with the ServiceAccount, and ends with the Deployment. */
  @Test
  void allVerbsThatTheRefusedResourceTakesAreGrantedAtOnce() {
    MissingPermission missing =
        faults
            .missing(
                answer(
                    403,
                    "serviceaccounts \"server\" is forbidden: User \"ann\" cannot get resource"
                        + " \"serviceaccounts\" in API group \"\" in the namespace \"shop\""),
                Permissions.of("create", "deployments", Where.TARGET).orElseThrow())
            .orElseThrow();
    assertThat(missing.verb()).isEqualTo("get");
    assertThat(missing.grant())
        .contains("--verb=get,create,patch,delete --resource=serviceaccounts ");
  }

  @Test
  void aServiceAccountAndTheWholeClusterAreGrantedInTheirOwnWay() {
    MissingPermission missing =
        faults
            .missing(
                answer(
                    403,
                    "namespaces is forbidden: User \"system:serviceaccount:ci:robot\" cannot list"
                        + " resource \"namespaces\" in API group \"\" at the cluster scope"),
                SCALE)
            .orElseThrow();
    assertThat(missing.namespace()).isEmpty();
    assertThat(missing.grant())
        .contains("create clusterrole ", "create clusterrolebinding ", "--serviceaccount=ci:robot")
        .doesNotContain(" -n ");
  }

  @Test
  void nobodyIsToldToGrantAnythingToEverybody() {
    KubernetesClientException refused =
        answer(
            403,
            "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API"
                + " group \"\" in the namespace \"shop\"");
    assertThat(faults.missing(refused, SCALE)).isEmpty();
    assertThat(faults.words(refused)).contains("does not accept your credentials", "Log in again");
  }

  @Test
  void aUserIsQuotedForTheShell() {
    Grant grant = new Grant("get", "", "pods", "a", "https://issuer/#it's me; rm -rf /");
    assertThat(grant.line(new PastedLine(Shell.POSIX, "prod")))
        .endsWith("--user='https://issuer/#it'\\''s me; rm -rf /'");
  }

  @Test
  void whatDoesNotSayThatRbacRefusesIsAProxys() {
    for (String word : List.of("HTTP 403", "websocket upgrade is not supported by this proxy")) {
      assertThat(faults.missing(answer(403, word), SCALE)).isEmpty();
      assertThat(faults.words(answer(403, word)))
          .contains("a proxy before the API of prod", "not RBAC", word, "ask whoever runs it");
    }
  }

  @Test
  void whatIsNotRbacIsNoMissingPermission() {
    assertThat(faults.missing(answer(403, "exceeded quota: q"), SCALE)).isEmpty();
    assertThat(faults.missing(answer(401, "Unauthorized"), SCALE)).isEmpty();
    assertThat(faults.missing(unanswered(new ConnectException("no")), SCALE)).isEmpty();
  }
}
