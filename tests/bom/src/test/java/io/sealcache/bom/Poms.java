package io.sealcache.bom;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingResult;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.building.StringModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;

/** Reads POMs as Maven does: ours where they are built, others from the local repository. */
@SuppressWarnings("deprecation") // ModelResolver asks for it
final class Poms implements ModelResolver {
  static final Path ROOT = Path.of("../..");

  private static final String OURS = "io.sealcache";

  private final Map<String, Path> ours;

  /**
   * @param ours by artifact
   */
  Poms(Map<String, Path> ours) {
    this.ours = Map.copyOf(ours);
  }

  /** The versions that a project is given, by group, artifact, type and classifier. */
  Map<String, String> managed(String pom) throws ModelBuildingException {
    return read(new StringModelSource(pom))
        .getEffectiveModel()
        .getDependencyManagement()
        .getDependencies()
        .stream()
        .collect(
            Collectors.toMap(
                Dependency::getManagementKey,
                Dependency::getVersion,
                (one, other) -> one,
                TreeMap::new));
  }

  /** As it is written. */
  Model raw(Path pom) throws ModelBuildingException {
    return read(new FileModelSource(pom.toFile())).getRawModel();
  }

  private ModelBuildingResult read(ModelSource source) throws ModelBuildingException {
    Properties system = new Properties();
    system.putAll(System.getProperties());
    return new DefaultModelBuilderFactory()
        .newInstance()
        .build(
            new DefaultModelBuildingRequest()
                .setModelSource(source)
                .setModelResolver(this)
                .setSystemProperties(system)
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MAVEN_3_1));
  }

  @Override
  public ModelSource resolveModel(String groupId, String artifactId, String version)
      throws UnresolvableModelException {
    Path file = Path.of(groupId.replace('.', '/'), artifactId, version);
    String name = artifactId + "-" + version + ".pom";
    if (groupId.equals(OURS) && ours.containsKey(artifactId)) {
      return new FileModelSource(ours.get(artifactId).toFile());
    }
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("repositories"))
        .map(repository -> Path.of(repository).resolve(file).resolve(name))
        .filter(Files::exists)
        .map(found -> new FileModelSource(found.toFile()))
        .findFirst()
        .orElseThrow(
            () -> new UnresolvableModelException("not there", groupId, artifactId, version));
  }

  @Override
  public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
    return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
  }

  @Override
  public ModelSource resolveModel(Dependency imported) throws UnresolvableModelException {
    return resolveModel(imported.getGroupId(), imported.getArtifactId(), imported.getVersion());
  }

  @Override
  public void addRepository(Repository repository) {}

  @Override
  public void addRepository(Repository repository, boolean replace) {}

  @Override
  public ModelResolver newCopy() {
    return this;
  }

  /** The folder of the module that makes an artifact. */
  static Path folder(String artifact) throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    for (String module :
        Pattern.compile("<module>(.*)</module>")
            .matcher(pom)
            .results()
            .map(match -> match.group(1))
            .toList()) {
      Path folder = ROOT.resolve(module);
      if (Files.readString(folder.resolve("pom.xml"))
          .contains("</parent>\n\n  <artifactId>" + artifact + "</")) {
        return folder;
      }
    }
    throw new AssertionError("No module makes " + artifact);
  }
}
