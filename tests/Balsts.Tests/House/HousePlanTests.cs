using System.Text;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Balsts.Tests;

/// <summary>docs/house.md is written from the house itself: BALSTS_WRITE=1 writes it, otherwise it is compared.</summary>
public sealed partial class HousePlanTests
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

    /// <summary>docs/rights.md: the table that the house asks, for whoever decides about posts and does not sign in.</summary>
    [Fact]
    public async Task The_table_of_posts_and_rights_is_up_to_date()
    {
        var file = Path.Combine(Source.Root, "docs", "rights.md");
        var table = RightsTable();
        if (Environment.GetEnvironmentVariable("BALSTS_WRITE") is "1") await File.WriteAllTextAsync(file, table);
        (await File.ReadAllTextAsync(file)).ShouldBe(table, "Run the tests once with BALSTS_WRITE=1 and look at the difference.");
    }

    static string RightsTable()
    {
        var posts = Balsts.House.RightsOf.Select(p => p.Key).Order().ToList();
        var text = new StringBuilder("""
            # Posts and rights

            Written by a test from what the rooms declare; do not edit by hand. It is the table that the house asks, and the page `/rights` shows.

            A right reaches from the unit of the post downwards and ends with the post’s term. A mandate carries the rights of a post to the very units, people and rows that it names; over an initiative or a group it
            carries those marked * at the units too. Whoever deputises carries the rights of the post, but appoints nobody. What names a person is theirs to see without any right.


            """);
        text.Append($"| room | right | what it lets one do | {string.Join(" | ", posts.Select(p => Split().Replace(p.ToString(), " $1").ToLowerInvariant().Trim()))} |\n|---|---|---|{string.Concat(posts.Select(_ => ":-:|"))}\n");
        foreach (var room in Balsts.House.Rooms)
            foreach (var right in room.Rights)
                text.Append($"| {room.Name} | `{right.Right}`{(right.AtUnitsOfMandate ? "*" : "")} | {right.Text} | {string.Join(" | ", posts.Select(p => right.Posts.Contains(p) ? "✓" : ""))} |\n");
        return text.ToString();
    }

    [System.Text.RegularExpressions.GeneratedRegex("([A-Z])")] private static partial System.Text.RegularExpressions.Regex Split();

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
