package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** The first keyring of a file. */
final class NewKeyring {
  private static final String INDEX = "index";

  private NewKeyring() {}

  static KeyringFile random(ToolInput input, IdOption id) {
    try (NewKey index = NewKey.random(input);
        NewKey data = NewKey.random(input)) {
      return of(index, data, id);
    }
  }

  static KeyringFile imported(ToolInput input, IdOption id, ImportOptions options)
      throws IOException {
    Path indexFile = options.indexSecretFile();
    try (NewKey data = NewKey.read(input, ImportOptions.SECRET_FILE, options.secretFile())) {
      if (indexFile == null) {
        String only = id.idOr(data.defaultId(), Set.of());
        return KeyringFile.of(only, data.secret(), data.created());
      }
      try (NewKey index = NewKey.read(input, ImportOptions.INDEX_SECRET_FILE, indexFile)) {
        return of(index, data, id);
      }
    }
  }

  private static KeyringFile of(NewKey index, NewKey data, IdOption option) {
    String id = option.idOr(data.defaultId(), Set.of(INDEX));
    return KeyringFile.of(id, data.secret(), data.created())
        .withIndex(INDEX, index.secret(), index.created());
  }
}
