using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Balsts.Tests;

/// <summary>What stands in an address was typed, cut off or passed on by anybody.</summary>
public sealed class AddressTests
{
    /// <summary>The framework answers an unreadable value of any other type with an error of ours; the page reads the text and takes what it can.</summary>
    [Fact]
    public void What_follows_the_question_mark_is_read_as_text() =>
        typeof(Program).Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(p => p.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not null && p.PropertyType != typeof(string) && p.PropertyType != typeof(string[])))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}").ShouldBeEmpty();
}
