package io.sealcache.keys.table;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Closes sources after each test: one left open would look at its table, and tell what it finds,
 * during the tests of other classes.
 */
final class OpenSources implements AfterEachCallback {
  private final List<TableKeySource> opened = new ArrayList<>();

  TableKeySource keep(TableKeySource source) {
    opened.add(source);
    return source;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    opened.forEach(TableKeySource::close);
  }
}
