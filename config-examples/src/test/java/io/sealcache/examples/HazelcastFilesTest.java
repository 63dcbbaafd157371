package io.sealcache.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.Hazelcast;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same file and program, by Hazelcast alone and by SealCache over it. */
@Tag("slow")
@Timeout(120)
class HazelcastFilesTest {
  private static final String MEMBER = "com.hazelcast.cache.HazelcastMemberCachingProvider";
  private static final String CLIENT = "com.hazelcast.client.cache.HazelcastClientCachingProvider";
  private static final String ADA =
      "Customer[name=Ada Lovelace, iban=GB33BUKB20201555555555, born=1815-12-10]";

  @BeforeEach
  void setKeys() {
    System.setProperty(
        "sealcache.master-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
    System.setProperty(
        "sealcache.index-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
  }

  @AfterEach
  void clear() {
    System.clearProperty("sealcache.master-key");
    System.clearProperty("sealcache.index-key");
    System.clearProperty("shop.member");
    HazelcastClient.shutdownAll();
    Hazelcast.shutdownAll();
  }

  @Test
  void member_seesTheSameAsUnencrypted() {
    assertThat(DeclaredCustomers.run(MEMBER, HazelcastMemberByFile.file())).hasToString(ADA);

    assertThat(printed(() -> HazelcastMemberByFile.main(new String[0]))).isEqualTo(ADA);
  }

  @Test
  void client_ofMembersWithoutTheApplicationsClasses_seesTheSameAsUnencrypted() throws IOException {
    try (HazelcastServer member = bareMember()) {
      System.setProperty("shop.member", member.address());
      assertThat(DeclaredCustomers.run(CLIENT, HazelcastClientByFile.file())).hasToString(ADA);
    }
    try (HazelcastServer member = bareMember()) {
      System.setProperty("shop.member", member.address());
      assertThat(printed(() -> HazelcastClientByFile.main(new String[0]))).isEqualTo(ADA);
    }
  }

  /** One that declares what the members' file does. */
  private static HazelcastServer bareMember() throws IOException {
    String bare = ClassPath.of(Hazelcast.class, Cache.class);
    return HazelcastServer.start(bare, "shop", null, declarations());
  }

  private static String declarations() throws IOException {
    try (InputStream file =
        requireNonNull(HazelcastFilesTest.class.getResourceAsStream("hazelcast-member.xml"))) {
      String xml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return xml.substring(xml.indexOf("<cache "), xml.indexOf("</hazelcast>"));
    }
  }

  private static String printed(Runnable program) {
    PrintStream out = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }
}
