package io.sealcache.core;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import org.jspecify.annotations.Nullable;

/** A JCA provider of the JDK's ciphers, each behind one of its own. */
abstract class CipherProvider extends Provider {
  @SuppressWarnings("this-escape") // complete except its services, which are added
  CipherProvider(String name, String info) {
    super(name, "1", info);
    for (String each : List.of("AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding")) {
      putService(new CipherService(each));
    }
  }

  abstract CipherSpi behind(Cipher cipher);

  private final class CipherService extends Service {
    CipherService(String transformation) {
      super(CipherProvider.this, "Cipher", transformation, getName(), null, null);
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      try {
        return behind(Cipher.getInstance(getAlgorithm(), "SunJCE"));
      } catch (GeneralSecurityException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
      return true;
    }
  }
}
