package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.servers.Needs;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program and one configuration of the store, first unencrypted, then beneath SealCache. */
@Tag("slow")
class DropInTest {
  private static final String EHCACHE = "org.ehcache.jsr107.EhcacheCachingProvider";
  private static final String REDISSON = "org.redisson.jcache.JCachingProvider";
  private static final String NOTHING = "before: null";
  private static final String ADA = "Patient[name=Ada Lovelace, diagnosis=headache]";

  // Without their last letters: Redisson's codec marks the end of a string in them.
  private static final String[] SECRETS = {"ada@example.co", "Ada Lovelac", "headach"};

  @TempDir Path directory;

  @Test
  void ehcache_sameProgramAndFileWithCiphertextOnDisk() throws Exception {
    Path unencryptedDisk = directory.resolve("unencrypted");
    Path sealedDisk = directory.resolve("sealed");
    Application unencrypted =
        Application.unencrypted(DropIn.class, EHCACHE).with("examples.directory", unencryptedDisk);
    Application sealed =
        Application.sealed(DropIn.class, EHCACHE).with("examples.directory", sealedDisk);
    String file = Application.resource("ehcache.xml");

    assertThat(shown(unencrypted.run(file))).containsExactly(NOTHING, "after: " + ADA);
    assertThat(shown(sealed.run(file))).containsExactly(NOTHING, "after: " + ADA);

    assertThat(shown(unencrypted.run(file))).containsExactly("before: " + ADA, "after: " + ADA);
    assertThat(shown(sealed.run(file))).containsExactly("before: " + ADA, "after: " + ADA);
    assertThat(contents(unencryptedDisk)).contains(SECRETS);
    assertThat(contents(sealedDisk)).doesNotContain(SECRETS);
  }

  @Test
  void redis_sameProgramAndFileWithCiphertextInItsDump() throws Exception {
    Needs.redisServer();
    Path unencryptedDump = Files.createDirectory(directory.resolve("unencrypted"));
    Path sealedDump = Files.createDirectory(directory.resolve("sealed"));

    assertThat(overRedis(Application.unencrypted(DropIn.class, REDISSON), unencryptedDump))
        .containsExactly(NOTHING, "after: " + ADA);
    assertThat(overRedis(Application.sealed(DropIn.class, REDISSON), sealedDump))
        .containsExactly(NOTHING, "after: " + ADA);

    assertThat(contents(unencryptedDump)).contains(SECRETS);
    assertThat(contents(sealedDump)).doesNotContain(SECRETS);
  }

  private static List<String> overRedis(Application application, Path dump) throws Exception {
    try (RedisServer redis = RedisServer.start(dump)) {
      List<String> lines =
          application
              .with("examples.redis", redis.url())
              .run(Application.resource("redisson-jcache.yaml"));
      redis.save();
      return shown(lines);
    }
  }

  // Without what the store logs.
  private static List<String> shown(List<String> lines) {
    return lines.stream().filter(line -> line.matches("(before|after): .*")).toList();
  }

  private static String contents(Path directory) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.append(Files.readString(file, ISO_8859_1));
      }
    }
    return contents.toString();
  }
}
