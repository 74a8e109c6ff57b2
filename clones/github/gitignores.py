"""What to keep out of a repository, by language or tool: the names are GitHub's, the patterns ours; https://docs.github.com/rest/gitignore/gitignore."""

from __future__ import annotations

_PATTERNS = {
    "Android": "*.apk *.aab *.dex .gradle/ build/ local.properties captures/ .externalNativeBuild/ *.jks *.keystore",
    "C": "*.o *.obj *.a *.lib *.so *.so.* *.dylib *.dll *.exe *.out *.d *.gch",
    "C++": "*.o *.obj *.a *.lib *.so *.so.* *.dylib *.dll *.exe *.out *.d *.gch *.pch",
    "CMake": "CMakeCache.txt CMakeFiles CMakeUserPresets.json cmake_install.cmake install_manifest.txt Makefile _deps",
    "Dart": ".dart_tool/ .packages build/ doc/api/ *.g.dart",
    "Elixir": "/_build /cover /deps /doc /.fetch erl_crash.dump *.ez *.beam",
    "Go": "*.exe *.exe~ *.dll *.so *.dylib *.test *.out coverage.* go.work go.work.sum .env",
    "Gradle": ".gradle build/ !src/**/build/ gradle-app.setting !gradle-wrapper.jar .gradletasknamecache",
    "Haskell": "dist dist-* *.o *.hi *.chi .cabal-sandbox/ cabal.sandbox.config .stack-work/ cabal.project.local",
    "Java": "*.class *.log *.jar *.war *.nar *.ear *.zip *.tar.gz *.rar hs_err_pid* replay_pid*",
    "Kotlin": "*.class *.log *.jar *.war *.ear hs_err_pid* .kotlin/",
    "Maven": "target/ pom.xml.tag pom.xml.releaseBackup release.properties .mvn/timing.properties",
    "Node": "logs *.log npm-debug.log* yarn-error.log* node_modules/ coverage/ dist .env .env.* !.env.example .npm",
    "Perl": "*.o *.bs /blib/ /_build/ cover_db/ /Makefile /Makefile.old /MYMETA.* pm_to_blib",
    "Python": "__pycache__/ *.py[cod] *.so build/ dist/ *.egg-info/ .venv venv/ .env .coverage htmlcov/ .pytest_cache/ "
    ".mypy_cache/ .ruff_cache/ .ipynb_checkpoints",
    "R": ".Rhistory .RData .Ruserdata *-Ex.R /*.tar.gz /*.Rcheck/ .Rproj.user/ .Renviron",
    "Rails": "*.rbc /log/* !/log/.keep /tmp/* !/tmp/.keep /storage/* /coverage/ /config/master.key .env",
    "Ruby": "*.gem *.rbc /.config /coverage/ /pkg/ /tmp/ /.bundle/ /vendor/bundle .byebug_history /_yardoc/ /doc/",
    "Rust": "debug/ target/ **/*.rs.bk *.pdb",
    "Scala": "*.class *.log target/ project/target/ .bsp/ .metals/ .bloop/",
    "Swift": ".build/ DerivedData/ xcuserdata/ *.ipa *.dSYM.zip *.dSYM Carthage/Build/ Packages/",
    "Terraform": ".terraform/ *.tfstate *.tfstate.* crash.log *.tfvars *.tfvars.json override.tf .terraformrc",
    "TeX": "*.aux *.lof *.log *.lot *.fls *.out *.toc *.fmt *.synctex.gz *.bbl *.blg *.fdb_latexmk",
    "Unity": "[Ll]ibrary/ [Tt]emp/ [Oo]bj/ [Bb]uild/ [Bb]uilds/ [Ll]ogs/ [Uu]ser[Ss]ettings/ *.csproj *.sln",
    "VisualStudio": "*.user *.suo [Dd]ebug/ [Rr]elease/ [Bb]in/ [Oo]bj/ .vs/ *.nupkg TestResults/",
    "Zig": ".zig-cache/ zig-out/",
}

TEMPLATES = {name: "\n".join(patterns.split()) + "\n" for name, patterns in _PATTERNS.items()}
"""The content of a .gitignore file by the template's name."""
