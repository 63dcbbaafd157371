package io.sealcache.core;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sealcache.fixture.Needs;
import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;

/** JCA providers that users have beside the JDK's. */
public enum UsersProvider {
  BOUNCY_CASTLE {
    @Override
    Provider provider() {
      return new BouncyCastleProvider();
    }
  },
  CONSCRYPT {
    @Override
    Provider provider() {
      Needs.library("Conscrypt", Conscrypt.isAvailable());
      return Conscrypt.newProvider();
    }
  },
  /** Has no ECB. */
  CORRETTO {
    @Override
    Provider provider() {
      Throwable failure = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
      Needs.library("Amazon Corretto Crypto Provider", failure == null);
      return AmazonCorrettoCryptoProvider.INSTANCE;
    }
  };

  /** One whose library runs here; without it the test is skipped. */
  abstract Provider provider();

  /** Until it is closed, it is the JVM's first one. */
  public Registration register() {
    Provider provider = provider();
    Security.insertProviderAt(provider, 1);
    return new Registration(provider.getName());
  }

  /** A registered provider. */
  public record Registration(String name) implements AutoCloseable {
    @Override
    public void close() {
      Security.removeProvider(name);
    }
  }
}
