using System.Text;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Balsts.Tests;

/// <summary>docs/house.md is written from the house itself: BALSTS_WRITE=1 writes it, otherwise it is compared.</summary>
public sealed class HousePlanTests
{
    [Fact]
    public async Task The_plan_of_the_house_is_up_to_date()
    {
        await using var site = new TestSite(On.Sqlite);
        var plan = await site.Db(db => Task.FromResult(Plan(db.Tables.Model)));
        var file = Path.Combine(Source.Root, "docs", "house.md");
        if (Environment.GetEnvironmentVariable("BALSTS_WRITE") is "1") await File.WriteAllTextAsync(file, plan);
        (await File.ReadAllTextAsync(file)).ShouldBe(plan, "Run the tests once with BALSTS_WRITE=1 and look at the difference.");
    }

    static string Plan(IModel model)
    {
        var text = new StringBuilder("# The house\n\nWritten by a test from the compiled house; do not edit by hand.\n\n## Storeys\n\nA room may use the rooms above it in this table, never those below.\n\n| storey | room | rows | rights | pages |\n|---|---|---|---|---|\n");
        var types = model.GetEntityTypes().Where(t => !t.IsOwned()).ToList();
        var number = 0;
        foreach (var room in Balsts.House.Rooms)
        {
            var rows = types.Where(t => t.ClrType.Namespace?.Split('.') is ["Balsts", var name, ..] && name == room.Name).Select(t => t.ClrType.Name).Order(StringComparer.Ordinal);
            var pages = typeof(Program).Assembly.GetTypes().Where(t => t.Namespace?.Split('.') is ["Balsts", var name, ..] && name == room.Name)
                .SelectMany(t => t.GetCustomAttributes(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false).Cast<Microsoft.AspNetCore.Components.RouteAttribute>()).Select(r => $"`{r.Template}`").Order(StringComparer.Ordinal);
            text.Append($"| {++number} | {room.Name} | {string.Join(", ", rows)} | {string.Join(", ", room.Rights.Select(r => $"`{r.Right}`").Order(StringComparer.Ordinal))} | {string.Join(" ", pages)} |\n");
        }
        text.Append("\n## Interfaces that a lower room owns\n\n| interface | room | carried out by |\n|---|---|---|\n");
        var all = typeof(Program).Assembly.GetTypes();
        foreach (var owned in all.Where(t => t.IsInterface && t.Namespace?.StartsWith("Balsts.", StringComparison.Ordinal) == true).OrderBy(t => t.FullName, StringComparer.Ordinal))
            text.Append($"| `{owned.Name}` | {owned.Namespace!.Split('.')[1]} | {string.Join(", ", all.Where(t => t is { IsClass: true, IsAbstract: false } && owned.IsAssignableFrom(t)).Select(t => $"`{t.Namespace!.Split('.')[1]}.{t.Name}`").Order(StringComparer.Ordinal))} |\n");

        text.Append("\n## Posts and their rights\n\n| right | what it lets one do | posts |\n|---|---|---|\n");
        foreach (var right in Balsts.House.Rooms.SelectMany(r => r.Rights))
            text.Append($"| `{right.Right}` | {right.Text} | {string.Join(", ", right.Posts)} |\n");

        text.Append("\n## Rows\n\nRows of different rooms refer to each other by id alone.\n\n```mermaid\nerDiagram\n");
        foreach (var type in types.Where(t => t.ClrType.Namespace?.StartsWith("Balsts.", StringComparison.Ordinal) == true).OrderBy(t => t.ClrType.Name, StringComparer.Ordinal))
        {
            text.Append($"    {type.ClrType.Name} {{\n");
            foreach (var property in type.GetProperties().OrderBy(p => p.GetColumnName(), StringComparer.Ordinal))
                text.Append($"        {Kind(property.ClrType)} {property.GetColumnName()}{(property.IsPrimaryKey() ? " PK" : property.IsForeignKey() ? " FK" : "")}\n");
            text.Append("    }\n");
        }
        foreach (var key in types.SelectMany(t => t.GetForeignKeys()).Where(k => k.DeclaringEntityType.ClrType.Namespace?.StartsWith("Balsts.", StringComparison.Ordinal) == true)
            .OrderBy(k => k.DeclaringEntityType.ClrType.Name, StringComparer.Ordinal).ThenBy(k => k.PrincipalEntityType.ClrType.Name, StringComparer.Ordinal))
            text.Append($"    {key.PrincipalEntityType.ClrType.Name} ||--o{{ {key.DeclaringEntityType.ClrType.Name} : has\n");
        return text.Append("```\n").ToString();
    }

    static string Kind(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsGenericType ? "list" : plain.IsEnum ? "code" : plain.Name.ToLowerInvariant();
    }
}
