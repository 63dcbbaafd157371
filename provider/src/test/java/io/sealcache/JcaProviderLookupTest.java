package io.sealcache.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JcaProviderLookupTest {
  /** A service that can't be made. */
  public static final class Broken extends Provider {
    public Broken() {
      super("Broken", "1", "");
      throw new ProviderException("no library");
    }
  }

  @TempDir private Path directory;

  @Test
  void registeredProvider_isTheOneThatIsFound() throws IOException {
    BouncyCastleProvider registered = new BouncyCastleProvider();
    Security.addProvider(registered);
    try {
      assertThat(JcaProviderLookup.find("BC", withServices(BouncyCastleProvider.class.getName())))
          .isSameAs(registered);
    } finally {
      Security.removeProvider("BC");
    }
  }

  @Test
  void serviceOfTheClassPath_isFoundAndNotRegistered() throws IOException {
    ClassLoader loader = withServices(BouncyCastleProvider.class.getName());

    assertThat(CheckedJcaProvider.named("BC", loader)).hasToString("The JCA provider 'BC'");
    assertThat(Security.getProvider("BC")).isNull();
    assertThatThrownBy(() -> CheckedJcaProvider.named("Nowhere", loader))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void serviceBehindBrokenOnes_isFound() throws IOException {
    Files.createDirectories(directory.resolve("newer"));
    Files.write(directory.resolve("newer/Provider.class"), ofAnotherJdk());
    ClassLoader loader =
        withServices(
            "nowhere.Provider",
            Broken.class.getName(),
            "newer.Provider",
            BouncyCastleProvider.class.getName());

    assertThat(JcaProviderLookup.find("BC", loader)).isInstanceOf(Provider.class);
  }

  @Test
  void unknownName_isRefusedWithWhatCantBeUsed() throws IOException {
    Files.createDirectories(directory.resolve("newer"));
    Files.write(directory.resolve("newer/Provider.class"), ofAnotherJdk());
    ClassLoader loader = withServices("nowhere.Provider", Broken.class.getName(), "newer.Provider");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JcaProviderLookup.find("Broken", loader))
        .withMessageContainingAll(
            "'Broken'", "SunJCE", "nowhere.Provider", "no library", "class file version");
  }

  @Test
  void classPathThatCantBeRead_endsTheSearch() {
    ClassLoader unreadable =
        new ClassLoader(null) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("unreadable");
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JcaProviderLookup.find("Nowhere", unreadable))
        .withMessageContaining("unreadable");
  }

  private ClassLoader withServices(String... names) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(Provider.class.getName()), String.join("\n", names));
    URL[] path = {directory.toUri().toURL()};
    return new URLClassLoader(path, getClass().getClassLoader()) {
      @Override
      public java.util.Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name); // Bouncy Castle's jar names it too
      }
    };
  }

  /** The head of a class of a JDK that is not there yet. */
  private static byte[] ofAnotherJdk() {
    return new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 1, 0, 0, 1};
  }
}
