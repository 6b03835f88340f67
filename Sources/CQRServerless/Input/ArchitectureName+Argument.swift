public import Architectures
public import ArgumentParser

extension ArchitectureName: ExpressibleByArgument {}
