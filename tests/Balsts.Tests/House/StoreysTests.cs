using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Balsts.Tests
{
    /// <summary>The rooms stand on storeys: one may use those before it in House.cs, never those after it.</summary>
    public sealed class StoreysTests
    {
        [Fact]
        public void No_room_reaches_up()
        {
            var module = ModuleDefinition.ReadModule(typeof(Program).Assembly.Location);
            Storeys.Wrong(module, "Balsts", [.. Balsts.House.Rooms.Select(r => r.Name)]).ShouldBeEmpty();
        }

        [Fact]
        public void Every_folder_of_the_application_is_a_room_of_the_house()
        {
            var folders = Directory.GetDirectories(Path.Combine(Source.Root, "src", "Balsts")).Select(d => Path.GetFileName(d)!)
                .Except(["bin", "obj", "wwwroot", "Assets", "Properties"]).Order(StringComparer.Ordinal);
            folders.ShouldBe(Balsts.House.Rooms.Select(r => r.Name).Order(StringComparer.Ordinal));
        }

        [Fact]
        public void A_planted_arrow_that_runs_up_is_found()
        {
            var module = ModuleDefinition.ReadModule(typeof(StoreysTests).Assembly.Location);
            Storeys.Wrong(module, "Planted", ["Lower", "Upper"]).ShouldContain("Planted.Lower.Cellar uses Planted.Upper");
            Storeys.Wrong(module, "Planted", ["Upper", "Lower"]).ShouldBeEmpty();
        }

        [Fact]
        public void A_type_in_no_room_is_found()
        {
            var module = ModuleDefinition.ReadModule(typeof(StoreysTests).Assembly.Location);
            Storeys.Wrong(module, "Planted", ["Lower"]).ShouldContain("Planted.Upper is in no storey");
        }
    }

    /// <summary>Reads the arrows between rooms from the compiled code: fields, calls, signatures, generics, attributes.</summary>
    static class Storeys
    {
        public static List<string> Wrong(ModuleDefinition module, string root, string[] order)
        {
            var storey = order.Select((name, i) => (name, i)).ToDictionary(x => x.name, x => x.i);
            var wrong = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var type in module.GetTypes())
            {
                if (Room(type, root) is not { } mine) continue;
                if (!storey.TryGetValue(mine, out var here))
                {
                    wrong.Add($"{root}.{mine} is in no storey");
                    continue;
                }
                foreach (var used in Uses(type).Select(u => Room(u, root)).Distinct())
                    if (used is not null && used != mine && (!storey.TryGetValue(used, out var there) || there > here)) wrong.Add($"{Outer(type).FullName} uses {root}.{used}");
            }
            return [.. wrong];
        }

        static TypeReference Outer(TypeReference type) => type.DeclaringType is null ? type : Outer(type.DeclaringType);

        static string? Room(TypeReference? type, string root)
        {
            if (type is null) return null;
            var space = Outer(type.GetElementType()).Namespace;
            return space.StartsWith(root + ".", StringComparison.Ordinal) ? space[(root.Length + 1)..].Split('.')[0] : null;
        }

        static IEnumerable<TypeReference> Uses(TypeDefinition type)
        {
            var used = new List<TypeReference?> { type.BaseType };
            used.AddRange(type.Interfaces.Select(i => i.InterfaceType));
            used.AddRange(type.Fields.Select(f => f.FieldType));
            used.AddRange(type.Properties.Select(p => p.PropertyType));
            used.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
            foreach (var method in type.Methods)
            {
                used.Add(method.ReturnType);
                used.AddRange(method.Parameters.Select(p => p.ParameterType));
                if (!method.HasBody) continue;
                used.AddRange(method.Body.Variables.Select(v => v.VariableType));
                foreach (var instruction in method.Body.Instructions)
                    switch (instruction.Operand)
                    {
                        case TypeReference t: used.Add(t); break;
                        case MethodReference m:
                            used.Add(m.DeclaringType);
                            used.Add(m.ReturnType);
                            if (m is GenericInstanceMethod g) used.AddRange(g.GenericArguments);
                            break;
                        case FieldReference f:
                            used.Add(f.DeclaringType);
                            used.Add(f.FieldType);
                            break;
                    }
            }
            return used.Where(u => u is not null).SelectMany(u => Parts(u!));
        }

        static IEnumerable<TypeReference> Parts(TypeReference type)
        {
            yield return type;
            if (type is GenericInstanceType generic)
                foreach (var part in generic.GenericArguments.SelectMany(Parts)) yield return part;
            if (type is TypeSpecification { ElementType: { } element })
                foreach (var part in Parts(element)) yield return part;
        }
    }
}

namespace Planted.Upper
{
    public sealed class Attic { public int Height => 3; }
}

namespace Planted.Lower
{
    public sealed class Cellar { public int Look() => new Planted.Upper.Attic().Height; }
}
